import { describe, expect, test } from 'vitest';
import { language } from '../../src/stages/language.ts';
import { makeDocument, runStage } from '../harness.ts';

const labelOf = async (text: string, options: object = {}) =>
  (await runStage(language, [makeDocument(text)], options)).documents[0]?.labels.language;

const english = 'The invoice was paid twice last month, and we would like to have the second payment back.';
const german = 'Die Rechnung wurde letzten Monat zweimal bezahlt, bitte erstatten Sie uns die zweite Zahlung.';

describe('language', () => {
  test.each([
    ['en', english],
    ['de', german],
    ['fr', 'La facture a été payée deux fois le mois dernier, nous souhaitons être remboursés.'],
    ['es', 'La factura se pagó dos veces el mes pasado y queremos que nos devuelvan el dinero.'],
    ['it', 'La fattura è stata pagata due volte il mese scorso, vorremmo il rimborso.'],
    ['nl', 'De factuur is vorige maand twee keer betaald, wij willen graag ons geld terug.'],
    ['pl', 'Faktura została zapłacona dwa razy w zeszłym miesiącu, prosimy o zwrot pieniędzy.'],
    ['ru', 'Счёт был оплачен дважды в прошлом месяце, просим вернуть деньги.'],
    ['uk', 'Рахунок було сплачено двічі минулого місяця, просимо повернути гроші.'],
    ['tr', 'Fatura geçen ay iki kez ödendi, ikinci ödemenin iadesini istiyoruz.'],
    ['ar', 'تم دفع الفاتورة مرتين الشهر الماضي ونريد استرداد المبلغ.'],
    ['zh', '上个月发票被支付了两次，我们希望退款。'],
    ['ja', '先月、請求書が二回支払われました。返金をお願いします。'],
    ['ko', '지난달에 청구서가 두 번 결제되었으니 환불해 주세요.'],
  ])('%s', async (code, text) => {
    expect(await labelOf(text)).toBe(code);
  });

  test.each([
    ['', 'und'],
    ['12 345,67', 'und'],
    ['https://example.com/the/invoice/was/paid', 'und'],
    ['qwx zzk jjq', 'und'],
    ['P7', 'und'],
    ['ok?', 'und'],
  ])('undetermined: %j', async (text, code) => {
    expect(await labelOf(text)).toBe(code);
  });

  test('code and addresses do not count', async () => {
    const code = 'if the value is not in the list then return the first of them\n'.repeat(30);
    expect(await labelOf(`${german}\n\n\`\`\`\n${code}\`\`\`\n`)).toBe('de');
    expect(await labelOf(`${german}\n\n\`\`\`\n${code}`)).toBe('de');
    expect(await labelOf(`${german} ${'https://example.com/the-best-of-the-year-in-english '.repeat(40)}`)).toBe('de');
  });

  test('the whole of a long document counts, not its first lines', async () => {
    expect(await labelOf(`${english}\n${`${german}\n`.repeat(200)}`)).toBe('de');
  });

  test('all parts count', async () => {
    const doc = makeDocument([
      { role: 'user', text: 'OK' },
      { role: 'assistant', text: german },
    ]);
    expect((await runStage(language, [doc])).documents[0]!.labels.language).toBe('de');
  });

  test('keep drops the others and says how sure it was', async () => {
    const { outcomes } = await runStage(language, [makeDocument(german), makeDocument(english)], { keep: ['en'] });
    expect(outcomes[0]).toEqual({ drop: 'language', because: { score: expect.closeTo(0.75, 0) } });
    expect(outcomes[1]).toMatchObject({ labels: { language: 'en' } });
  });

  test('undetermined documents stay unless asked', async () => {
    expect(await labelOf('12345', { keep: ['en'] })).toBe('und');
    const { outcomes } = await runStage(language, [makeDocument('12345')], { keep: ['en'], dropUndetermined: true });
    expect(outcomes[0]).toEqual({ drop: 'language-undetermined', because: { score: 0 } });
  });

  test('minConfidence makes a doubtful language undetermined', async () => {
    expect(await labelOf(english, { minConfidence: 0.99 })).toBe('und');
  });

  test('only ISO 639-1 codes can be kept', () => {
    expect(language.options.safeParse({ keep: ['english'] }).success).toBe(false);
  });

  // Quadratic time would run into the timeout of the test.
  test.each(['```\n', '```a\n', '`', 'a', 'a@', ' ', 'http://'])(
    'a flood of %j is labelled all the same',
    async piece => {
      expect(await labelOf(piece.repeat(200_000))).toMatch(/^[a-z]{2,3}$/);
    },
  );
});
