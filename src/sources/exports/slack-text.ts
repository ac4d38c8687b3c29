import type { Person } from '../../core/document.ts';

/**
 * Slack's mark-up as plain text: mentions become names, links their label and address, entities characters. The mark-up is that of
 * https://api.slack.com/reference/surfaces/formatting.
 */
export function plainText(text: string, users: ReadonlyMap<string, Person>): string {
  return text
    .replaceAll(/<([^<>]{1,4000})>/g, (all, inner: string) => {
      const bar = inner.indexOf('|');
      const target = bar < 0 ? inner : inner.slice(0, bar);
      const label = bar < 0 ? '' : inner.slice(bar + 1);
      return reference(target, label, users) ?? all;
    })
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function reference(target: string, label: string, users: ReadonlyMap<string, Person>): string | undefined {
  if (target.startsWith('@')) return at(users.get(target.slice(1))?.name ?? (label || 'someone'));
  if (target.startsWith('#')) return `#${label || 'channel'}`;
  if (target.startsWith('!date^')) return label || undefined;
  if (target.startsWith('!')) return at(label || (target.startsWith('!subteam') ? 'team' : target.slice(1)));
  if (!/^(?:https?|ftp|mailto|tel|slack):/i.test(target)) return undefined;
  const address = target.replace(/^(?:mailto|tel):/i, '');
  return label === '' || address.endsWith(label) ? address : `${label} (${address})`;
}

function at(name: string): string {
  return name.startsWith('@') ? name : `@${name}`;
}
