// Forms in which somebody has typed what is saved nowhere; forms.js keeps it, place.js leaves them alone.
export const unsaved = new Set();
