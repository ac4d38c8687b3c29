/**
 * By entity, and under `AGAIN` those that name a person anew. The value stands in place of `{}`, or of a word that says
 * which of several: `{full}`, `{given}`, `{family}`, `{key}`, `{password}`; of a name anew `{again}`, `{lower}`, `{upper}`.
 */
export type Sentences = Readonly<Record<string, readonly string[]>>;
