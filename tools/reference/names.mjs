// What the Unicode CLDR calls countries, languages and currencies, as JSON: iso-codes knows every code, but few of their
// names in Malay. Node brings CLDR with it. A code that CLDR reads as another one ("bh") is left to iso-codes.
// Usage: names.mjs OUTPUT ISO_CODES_FOLDER
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [output, folder] = process.argv.slice(2);
const spoken = ["en", "ms", "de"];

const codes = (part, key) =>
	JSON.parse(readFileSync(join(folder, `iso_${part}.json`), "utf8"))[part].map((row) => row[key]).filter((code) => code);

function namesOf(type, part, key, also = () => ({})) {
	const display = spoken.map((language) => [language, new Intl.DisplayNames(language, { type, fallback: "none" })]);
	const entries = codes(part, key).sort().map((code) => {
		const known = display.map(([language, names]) => [language, names.of(code)]).filter(([, name]) => name);
		return [code, { ...Object.fromEntries(known), ...also(code) }];
	});
	return Object.fromEntries(entries);
}

// What a language calls itself, where CLDR has that language.
function own(code) {
	if (Intl.DisplayNames.supportedLocalesOf([code]).length === 0) return {};
	const name = new Intl.DisplayNames(code, { type: "language", fallback: "none" }).of(code);
	return name ? { own: name.replace(/^\p{Lowercase}/u, (letter) => letter.toLocaleUpperCase(code)) } : {};
}

const languages = namesOf("language", "639-2", "alpha_2", own);
for (const code of Object.keys(languages)) if (Intl.getCanonicalLocales(code)[0] !== code) delete languages[code];
// As it stands in the choice of languages on every page.
languages.ms.own = "Bahasa Melayu";

// "Hong Kong SAR China" and "Myanmar (Burma)" are more than stands on an envelope.
const countries = namesOf("region", "3166-1", "alpha_2");
for (const names of Object.values(countries)) for (const language of spoken) names[language] = names[language].replace(/ SAR China$| \(.*\)$/, "");

writeFileSync(output, JSON.stringify({
	countries,
	languages,
	currencies: namesOf("currency", "4217", "alpha_3"),
}));
