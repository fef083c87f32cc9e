// Says a short sentence to eyes and ears: a toast that is also a live region.
const seconds = 4;
let toast;
let timer;

export function say(text) {
	toast ??= document.body.appendChild(Object.assign(document.createElement("div"), { className: "toast", role: "status" }));
	toast.hidden = false;
	toast.textContent = text;
	clearTimeout(timer);
	timer = setTimeout(() => (toast.hidden = true), seconds * 1000);
}

// True while somebody types, when letters are letters and no commands.
export const isTyping = (element) =>
	element.isContentEditable || element.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=button])");
