/** Signs for what has no shape, and for what would turn the text around it. */
const signs: Readonly<Record<string, string>> = { ' ': '␣', '\t': '⇥', '\n': '↵', '\r': '↵', '\u00a0': '⍽' };
const shapeless = /[ \u00a0]|[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]|\p{Cs}/gu;
const unquotable = /[\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]/g;

/** A token as an axis shows it: a space and what else cannot be seen as a sign. */
export function tokenLabel(token: string): string {
    if (token === '') {
        return 'ε';
    }
    return token.replace(shapeless, sign => signs[sign] ?? escaped(sign));
}

/** A token within a sentence: `"l"`. */
export function quoted(token: string): string {
    return JSON.stringify(token).replace(unquotable, escaped);
}

function escaped(sign: string): string {
    return `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
}
