// What makes pages quicker with script; every task works without it. Listeners sit on the document, so parts that htmx
// swaps in later behave the same. No eval, no inline anything: the policy of the server forbids it.
import "./menu.js";
import "./dialog.js";
import "./palette.js";
import "./window.js";
import "./place.js";
import "./forms.js";
import "./list.js";
import "./theme.js";
import "./copy.js";
import "./insert.js";
import "./keep.js";
import "./live.js";
import "./job.js";
import "./notices.js";
import "./order.js";
import "./columns.js";
import "./leave.js";
