import { describe, expect, test } from 'vitest';
import {
  maxLogoPixels,
  TemplateContent,
  templateDocuments,
  TemplateElement,
} from '../../../shared/contract/template.ts';
import { freeId, isSameContent, moved, startDraft, stepDraft } from './draft.ts';
import { paletteOf } from './palette-items.ts';
import { fittedSize, toGray } from './read-picture.ts';

const rule = (id: string) => TemplateElement.parse({ id, kind: 'rule', line: 'solid' });
const content = TemplateContent.parse({
  name: 'A',
  document: 'kitchen',
  elements: [rule('e1'), rule('e2'), rule('e3')],
});
const ids = (elements: readonly { id: string }[]) => elements.map(({ id }) => id).join(' ');

describe('a draft', () => {
  test('moves one thing and keeps the others in order', () => {
    expect(ids(moved(content.elements, 0, 2))).toBe('e2 e3 e1');
    expect(ids(moved(content.elements, 2, 0))).toBe('e3 e1 e2');
    expect(ids(moved(content.elements, 0, 3))).toBe('e1 e2 e3');
    expect(ids(moved(content.elements, -1, 0))).toBe('e1 e2 e3');
  });

  test('a new thing has a name of its own', () => {
    expect(freeId(content.elements)).toBe('e4');
    expect(freeId([rule('e9'), rule('else')])).toBe('e10');
    expect(freeId([])).toBe('e1');
  });

  test('a change after an undo ends what could be redone', () => {
    const named = (name: string) => ({ ...content, name });
    let draft = startDraft(content);
    for (const name of ['B', 'C']) {
      draft = stepDraft(draft, { kind: 'change', content: named(name), of: '' });
    }
    draft = stepDraft(draft, { kind: 'undo' });
    expect(draft.content.name).toBe('B');
    draft = stepDraft(draft, { kind: 'change', content: named('D'), of: '' });
    expect(draft.future).toEqual([]);
    expect(stepDraft(draft, { kind: 'redo' }).content.name).toBe('D');
  });

  test('says the same whatever order its parts were written in', () => {
    const [first, ...others] = content.elements;
    const turned = Object.fromEntries(Object.entries(first ?? {}).toReversed()) as typeof first &
      object;
    expect(isSameContent(content, { ...content, elements: [turned, ...others] })).toBe(true);
    expect(isSameContent(content, { ...content, elements: others })).toBe(false);
  });
});

test.each(templateDocuments)('everything offered for a %s can stand on it', (document) => {
  const items = paletteOf(document);
  expect(new Set(items.map(({ key }) => key)).size).toBe(items.length);
  const elements = items.map((item, at) => item.make(`e${at + 1}`));
  expect(TemplateContent.safeParse({ name: 'All', document, elements }).error).toBeUndefined();
  expect(items.some(({ group }) => group === 'report')).toBe(document === 'report');
});

describe('a picture', () => {
  test.each([
    [4_000, 4_000],
    [4_000, 100],
    [100, 4_000],
    [50, 20],
    [3, 3],
  ])('of %s × %s is made as large as the branch takes', (width, height) => {
    const fitted = fittedSize(width, height);
    expect(fitted.width * fitted.height).toBeLessThanOrEqual(maxLogoPixels);
    expect(Math.max(fitted.width, fitted.height)).toBeLessThanOrEqual(576);
    expect(Math.min(fitted.width, fitted.height)).toBeGreaterThanOrEqual(8);
  });

  test('keeps light and dark as the eye weighs colours', () => {
    const rgba = Uint8ClampedArray.of(255, 255, 255, 255, 0, 0, 0, 255, 0, 255, 0, 255);
    expect([...toGray(rgba)]).toEqual([255, 0, 150]);
  });
});
