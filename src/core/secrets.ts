/** Options that hold secrets or personal data of the owner: a report says that they are set, not what they are. */
const WITHHELD = new Set(['password', 'passwords', 'allow', 'deny', 'key', 'subjectKey']);

/** The same plain data with values of secret options replaced by how many there are. */
export function withoutSecrets<T>(data: T): T {
  const hide = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(hide);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, WITHHELD.has(key) ? withheldNote(inner) : hide(inner)]),
    );
  };
  return hide(data) as T;
}

function withheldNote(value: unknown): unknown {
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return value;
  return Array.isArray(value)
    ? `(${value.length} ${value.length === 1 ? 'value' : 'values'}, not shown)`
    : '(set, not shown)';
}
