// Says a short sentence to eyes and ears: a toast that is also a live region. With a form in it (Undo) it stays longer,
// and as long as somebody is at it.
const seconds = 4;
const secondsToAct = 10;
let toast;
let timer;

const hide = () => (toast.hidden = true);
const isAt = () => toast.matches(":hover, :focus-within");

function hideLater(after) {
	clearTimeout(timer);
	timer = setTimeout(() => (isAt() ? hideLater(2) : hide()), after * 1000);
}

export function say(text, form) {
	toast ??= document.body.appendChild(Object.assign(document.createElement("div"), { className: "said", role: "status" }));
	toast.hidden = false;
	toast.replaceChildren(text, ...(form ? [form] : []));
	form?.addEventListener("submit", hide);
	hideLater(form ? secondsToAct : seconds);
}

// True while somebody types, when letters are letters and no commands.
export const isTyping = (element) =>
	element.isContentEditable || element.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=button])");
