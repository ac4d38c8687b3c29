const OPEN = '<m:oMath';
const CLOSE = '</m:oMath>';

/**
 * Word keeps equations in a language of their own (ECMA-376, 22.1), which the converter skips. This puts the characters of
 * each into an ordinary run, in the order in which they are written, so that they are not lost. Returns the XML and their number.
 */
export function equationsAsText(xml: string): { xml: string; equations: number } {
  if (!xml.includes(OPEN)) return { xml, equations: 0 };
  const flat = xml
    .replace(/<m:oMathParaPr>.{0,2000}?<\/m:oMathParaPr>/gs, '')
    .replace(/<\/?m:oMathPara(?:\s[^<>]{0,500})?>/g, '');
  const out: string[] = [];
  let equations = 0;
  let at = 0;
  for (;;) {
    const start = flat.indexOf(OPEN, at);
    const end = start < 0 ? -1 : flat.indexOf(CLOSE, start);
    if (end < 0) break;
    const texts = flat.slice(start, end).match(/<m:t(?:\s[^<>]{0,200})?>[^<]*/g) ?? [];
    const text = texts.map(run => run.slice(run.indexOf('>') + 1)).join(' ');
    out.push(flat.slice(at, start), `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`);
    equations++;
    at = end + CLOSE.length;
  }
  out.push(flat.slice(at));
  return { xml: out.join(''), equations };
}
