import { describe, expect, it } from 'vitest';
import { Search } from '../../../src/redaction/find.ts';
import type { Finding } from '../../../src/redaction/resolve.ts';
import { measure } from '../../../src/stages/redact/canaries.ts';
import { redactDocument } from '../../../src/stages/redact/document.ts';
import { redact } from '../../../src/stages/redact/index.ts';
import type { Model } from '../../../src/stages/redact/model.ts';
import { idleContext, makeDocument, runStage } from '../../harness.ts';
import { tiny } from '../../models/tiny.ts';
import { gatherCheck } from './written.ts';

const model = 'models/tiny';
const assets = new Map([
  [`${model}/config.json`, tiny.config],
  [`${model}/tokenizer.json`, tiny.tokenizer],
  [`${model}/onnx/model.onnx`, tiny.onnx],
]);
/** Only the model takes these for names. */
const plain = 'we call it quux frobnitz here, in berlin';
const redacted = async (text: string, options: object = {}, labels: object = {}) =>
  (await runStage(redact, [makeDocument(text, labels)], { model, ...options }, assets)).documents[0]!;

describe('redact with a model', () => {
  it('replaces what the model finds, less what the policy keeps', async () => {
    expect((await runStage(redact, [makeDocument(plain)])).documents[0]!.parts[0]!.text).toBe(plain);
    expect((await redacted(plain)).parts[0]!.text).toBe('we call it [PERSON_1] here, in berlin');
    const places = await redacted(plain, { policy: 'hipaa-safe-harbor' });
    expect(places.parts[0]!.text).toBe('we call it [PERSON_1] here, in [LOCATION_1]');
    const none = await redacted(plain, { modelLabels: { GIVEN_NAME: 'keep', SURNAME: 'keep' } });
    expect(none.parts[0]!.text).toBe(plain);
  });

  it('looks into the title and all parts, and looks for a sure name in all of them', async () => {
    const text = 'frobnitz and afrobnitz';
    expect(await redacted(text, {}, { title: 'on quux' })).toMatchObject({
      labels: { title: 'on [PERSON_2]' },
      parts: [{ text: '[PERSON_1] and afrobnitz' }],
    });
  });

  it('tells of its findings as of others', async () => {
    const { notes, tallies, counters } = await runStage(redact, [makeDocument(plain)], { model }, assets);
    expect(notes.findings).toMatchObject([
      {
        entity: 'PERSON',
        recognizer: 'model',
        tier: 'statistical',
        decision: 'replaced',
        start: 11,
        end: 21,
        score: 0.981,
      },
    ]);
    expect(tallies).toMatchObject({ recognizer: { 'PERSON model': 1 } });
    expect(counters).toEqual({ PERSON: 1, documents: 1 });
    const allowing = { model, allow: ['Quux Frobnitz'] };
    const kept = await runStage(redact, [makeDocument(plain)], allowing, assets);
    expect(kept.notes.findings).toMatchObject([{ entity: 'PERSON', recognizer: 'model', decision: 'allowed' }]);
  });

  it('joins nothing over what is gone already', async () => {
    expect((await redacted('quux [EMAIL_1] frobnitz')).parts[0]!.text).toBe('[PERSON_1] [EMAIL_1] [PERSON_2]');
    expect((await redacted('quux x@example.com frobnitz')).parts[0]!.text).toBe('[PERSON_1] [EMAIL_1] [PERSON_2]');
  });

  it('says what is wrong before a document is read', async () => {
    const built = (files: readonly (readonly [string, Uint8Array])[], options: object = {}) =>
      runStage(redact, [], { model, ...options }, new Map(files));
    const two = [...assets, [`${model}/other.onnx`, tiny.onnx] as const];
    await expect(built(two)).rejects.toThrow(/cannot be used.*one file \*\.onnx, there are 2/);
    const broken = [...assets, [`${model}/onnx/model.onnx`, Buffer.from('no model')] as const];
    await expect(built(broken)).rejects.toThrow(/cannot be used/);
    expect(redact.assets!({ model, modelLabels: {} } as never).map(({ path }) => path)).toContain(
      `${model}/config.json`,
    );
    const strange = redact.options.safeParse({ model, modelLabels: { CITY: 'LOCATOIN' } });
    expect(strange.error!.message).toMatch(/did you mean LOCATION/);
    const labelsOnly = redact.options.parse({ modelLabels: { CITY: 'LOCATION' } });
    expect(redact.conflict!(labelsOnly as never, [])).toMatch(/modelLabels/);
  });
});

describe('any model', () => {
  const blind = { search: new Search([], 0.5), by: new Map([['PERSON', 'placeholder']]), key: new Uint8Array() };
  const finding = (start: number, end: number): Finding => {
    return { entity: 'PERSON', recognizer: 'model', tier: 'statistical', score: 0.7, start, end };
  };

  it('is asked again until it finds nothing more', async () => {
    // Sees the second name only where the first is gone.
    const model: Model = async (text, replaced) => {
      const at = text.indexOf(replaced.length === 0 ? 'quux' : 'frob');
      return at < 0 ? [] : [finding(at, at + 4)];
    };
    const { doc } = await redactDocument(makeDocument('quux and frob'), { ...blind, model });
    expect(doc.parts[0]!.text).toBe('[PERSON_1] and [PERSON_2]');
  });

  it('takes along where what it found stands again', async () => {
    const model: Model = async (text, replaced) => {
      const at = text.indexOf('Zork 8883');
      return at < 0 || replaced.length > 0 ? [] : [finding(at, at + 9)];
    };
    const parts = ['Zork 8883 and zork-8883', 'ZORK/8883, zork 12'].map(text => ({ role: 'user', text }) as const);
    const { doc } = await redactDocument(makeDocument(parts), { ...blind, model });
    expect(doc.parts.map(({ text }) => text)).toEqual(['[PERSON_1] and zork-8883', '[PERSON_2], zork 12']);
  });

  it('leaves alone what was put there, even where it is spelt like a value', async () => {
    const model: Model = async (_text, replaced) => (replaced.length > 0 ? [] : [finding(3, 11)]);
    const { texts } = await redactDocument(makeDocument('on PERSON 1'), { ...blind, model });
    expect(texts[0]!.text).toBe('on [PERSON_1]');
    expect(texts[0]!.replaced).toHaveLength(1);
  });

  it('is measured with the canaries', async () => {
    const tallies: Record<string, Record<string, number>> = {};
    const tally = (group: string, key: string) => void ((tallies[group] ??= {})[key] = (tallies[group][key] ?? 0) + 1);
    const model: Model = async (text, replaced) => (replaced.length > 0 ? [] : [finding(0, text.length)]);
    const about = { ...idleContext(), tally };
    await measure(makeDocument('Note.', { language: 'en' }), { ...blind, model }, about);
    expect(tallies['canaries-planted']!.PERSON).toBeGreaterThan(0);
    expect(tallies['canaries-found']).toEqual(tallies['canaries-planted']);
  });
});

describe('scan of the written rows with a model', () => {
  const check = (written: string, options: object = {}) =>
    gatherCheck(
      [makeDocument('The pump runs.')],
      { model, ...options },
      () => [{ role: 'document', text: written }],
      assets,
    );

  it('hits what the model sees in them, and stops', async () => {
    expect(await check('we call it quux frobnitz here')).toMatchObject({
      stop: { code: 'E_RESIDUE', detail: expect.stringMatching(/PERSON/) },
      tables: { postscan: [{ detector: 'recognizers', what: 'PERSON', because: 'unexplained' }] },
    });
  });

  it('takes what the model is less sure of for doubtful, and is content with what is gone', async () => {
    expect((await check('the frobnitzq pump')).tables.postscan).toMatchObject([{ because: 'doubtful' }]);
    expect((await check('the [PERSON_1] pump in berlin')).tables.postscan).toEqual([]);
  });
});
