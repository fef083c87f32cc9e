// What a form sends, encoded as it says: with files in parts, else in pairs.
export function bodyOf(form, submitter) {
	const data = new FormData(form, submitter);
	return form.enctype === "multipart/form-data" ? data : new URLSearchParams(data);
}
