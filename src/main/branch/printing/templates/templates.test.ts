import { inflateSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type {
  Logo,
  Template,
  TemplateContent,
  TemplatePreview,
} from '../../../../shared/contract/template.ts';
import type { TemplateSaved } from '../../../../shared/contract/relay.ts';
import { buildOrder, noonMs, placed } from '../../testing/builders.ts';
import { eventually, TestBranch } from '../../testing/test-branch.ts';
import { builtInTemplates } from './built-in.ts';

let branch: TestBranch;
beforeEach(async () => {
  branch = await new TestBranch().start();
});
afterEach(() => branch.end());

const path = '/api/printing/templates';
const content: TemplateContent = {
  name: 'Grill',
  document: 'kitchen',
  elements: builtInTemplates.kitchen.elements,
};
const text = (en: string): TemplateContent['elements'][number] => ({
  kind: 'text',
  id: 'hello',
  en,
  ar: en,
  when: [],
  style: { wide: 1, high: 1, bold: false, inverted: false, boxed: false, align: 'start' },
});

async function add(wish: Partial<TemplateContent & { scope: string }> = {}): Promise<Template> {
  const reply = await branch.call<{ template: Template }>('POST', path, {
    ...content,
    scope: 'branch',
    ...wish,
  });
  return reply.template;
}

async function save(template: Template, wish: Partial<TemplateContent> = {}): Promise<Template> {
  const { name, document, elements, version: baseVersion } = template;
  const body = { name, document, elements, baseVersion, ...wish };
  return (await branch.call<{ template: Template }>('PUT', `${path}/${template.id}`, body))
    .template;
}

async function list(): Promise<Template[]> {
  return (await branch.call<{ templates: Template[] }>('GET', path)).templates;
}

async function versions(id: string): Promise<Template[]> {
  return (await branch.call<{ versions: Template[] }>('GET', `${path}/${id}/versions`)).versions;
}

describe('templates', () => {
  test('those that come with the product are there from the start and stay as they are', async () => {
    const [first] = await list();
    expect(first).toMatchObject({ id: 'built-in-kitchen', scope: 'built_in', version: 1 });
    if (!first) return;
    await expect(save(first)).rejects.toMatchObject({ reply: { code: 'template.built_in' } });
    await expect(branch.call('DELETE', `${path}/${first.id}`)).rejects.toMatchObject({
      status: 409,
    });
  });

  test('every save is a version, and an older one is undone to by saving it again', async () => {
    const first = await add();
    const second = await save(first, { name: 'Grill 2' });
    expect(second.version).toBe(2);

    const [, old] = await versions(first.id);
    const third = await save(second, { name: old?.name ?? '' });

    expect(third).toMatchObject({ version: 3, name: 'Grill' });
    expect((await versions(first.id)).map(({ version, name }) => [version, name])).toEqual([
      [3, 'Grill'],
      [2, 'Grill 2'],
      [1, 'Grill'],
    ]);
  });

  test('who saves on top of somebody else is told and overwrites nothing', async () => {
    const first = await add();
    await save(first, { name: 'Theirs' });
    await expect(save(first, { name: 'Mine' })).rejects.toMatchObject({
      status: 409,
      reply: { code: 'template.changed' },
    });
    expect((await versions(first.id))[0]?.name).toBe('Theirs');
  });

  test('a template stays one of its kind of paper', async () => {
    const first = await add();
    await expect(save(first, { document: 'receipt' })).rejects.toMatchObject({
      reply: { code: 'input.invalid' },
    });
  });

  test('a removed one is gone from the list', async () => {
    const { id } = await add();
    await branch.call('DELETE', `${path}/${id}`);
    expect((await list()).map((template) => template.id)).not.toContain(id);
    await expect(versions(id)).rejects.toMatchObject({ reply: { code: 'template.not_found' } });
  });
});

describe('what prints', () => {
  test('the chosen template, and the built-in one when that is gone', async () => {
    const printer = await branch.printer();
    await branch.addPrinter(printer);
    const own = await add({ elements: [text('HELLO COOKS'), ...content.elements] });
    await branch.call('PUT', '/api/settings', { documentTemplates: { kitchen: own.id } });

    branch.relay.say(placed(buildOrder('o-1')));
    await branch.arrived('o-1');
    await branch.accept('o-1');
    await printer.whenTickets(1);
    expect(printer.tickets[0]?.text).toContain('HELLO COOKS');

    await branch.call('DELETE', `${path}/${own.id}`);
    branch.relay.say(placed(buildOrder('o-2')));
    await branch.arrived('o-2');
    await branch.accept('o-2');
    await printer.whenTickets(2);
    expect(printer.tickets[1]?.text).toContain('#o-2');
    expect(printer.tickets[1]?.text).not.toContain('HELLO');
  });

  test('a look that is not saved yet can be tried on paper, marked as a test', async () => {
    const printer = await branch.printer();
    const { id } = await branch.addPrinter(printer);
    await branch.call('POST', '/api/printing/template-tests', {
      ...content,
      elements: [text('JUST TRYING'), ...content.elements],
      printerId: id,
      sample: 'short',
    });
    await printer.whenTickets(1);
    expect(printer.tickets[0]?.text).toMatch(/TEST ORDER[\s\S]*JUST TRYING[\s\S]*DO NOT COOK/);
  });

  test('a test for a printer that is not there is refused', async () => {
    const wish = { ...content, printerId: 'prn_none', sample: 'usual' };
    await expect(branch.call('POST', '/api/printing/template-tests', wish)).rejects.toMatchObject({
      reply: { code: 'printer.not_found' },
    });
  });
});

test('the preview is as wide as the paper and says where each element stands', async () => {
  const preview = await branch.call<TemplatePreview>('POST', '/api/printing/template-previews', {
    ...content,
    widthDots: 384,
    language: 'both',
    sample: 'allergy',
  });
  const png = Buffer.from(preview.png, 'base64');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([384, preview.heightDots]);
  const ids = content.elements.map(({ id }) => id);
  const places = preview.places.map(({ elementId, topDots, bottomDots }) => {
    expect(bottomDots).toBeGreaterThan(topDots);
    return [ids.indexOf(elementId), topDots];
  });
  expect(places).toEqual(places.toSorted(([a = 0], [b = 0]) => a - b));
  expect(preview.places.some(({ elementId }) => elementId === 'e16')).toBe(false);
});

describe('logos', () => {
  const gray = (tone: number, width = 64, height = 32) => ({
    name: 'Olive',
    width,
    height,
    gray: Buffer.alloc(width * height, tone).toString('base64'),
    method: 'threshold',
  });
  const addLogo = async (wish: object) =>
    (await branch.call<{ logo: Logo }>('POST', '/api/printing/logos', wish)).logo;

  test('a picture becomes dots and stands on the paper in its share of the width', async () => {
    const half = gray(255);
    const pixels = Buffer.from(half.gray, 'base64').fill(0, 0, 64 * 16);
    const logo = await addLogo({ ...half, gray: pixels.toString('base64') });
    expect([logo.widthDots, logo.heightDots]).toEqual([64, 32]);
    const rows = inflateSync(idat(Buffer.from(logo.png, 'base64')));
    expect([rows[1], rows[9 * 31 + 1]]).toEqual([0x00, 0xff]);

    const preview = await branch.call<TemplatePreview>('POST', '/api/printing/template-previews', {
      name: 'Logo',
      document: 'receipt',
      elements: [{ kind: 'logo', id: 'l', logoId: logo.id, widthPercent: 50 }],
      widthDots: 576,
      language: 'en',
      sample: 'short',
    });
    const [place] = preview.places;
    expect((place?.bottomDots ?? 0) - (place?.topDots ?? 0)).toBe(144);
  });

  test('bytes that are no such picture are refused', async () => {
    const short = { ...gray(0), height: 33 };
    await expect(addLogo(short)).rejects.toMatchObject({ reply: { code: 'input.invalid' } });
    await expect(addLogo(gray(0, 576, 321))).rejects.toMatchObject({ status: 400 });
  });

  test('a removed one leaves the choice and stays on the papers that show it', async () => {
    const logo = await addLogo(gray(0));
    await branch.call('DELETE', `/api/printing/logos/${logo.id}`);
    const { logos } = await branch.call<{ logos: Logo[] }>('GET', '/api/printing/logos');
    expect(logos).toEqual([]);
    await expect(branch.call('DELETE', `/api/printing/logos/${logo.id}`)).rejects.toMatchObject({
      reply: { code: 'logo.not_found' },
    });
  });
});

/** The packed rows of a PNG that holds them in one chunk. */
function idat(png: Buffer): Buffer {
  const at = png.indexOf('IDAT');
  return png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4));
}

describe('a company\u2019s templates', () => {
  const saved = (part: Partial<Template> = {}): TemplateSaved => ({
    kind: 'template.saved',
    template: {
      ...content,
      id: 'tpl_company',
      scope: 'company',
      version: 1,
      savedAtMs: noonMs,
      savedBy: 'Sweifieh',
      ...part,
    },
    logos: [],
  });
  const hear = async (news: TemplateSaved) => {
    branch.relay.say(news);
    heardSoFar += 1;
    await branch.caughtUp(heardSoFar);
  };
  let heardSoFar = 0;
  beforeEach(() => {
    heardSoFar = 0;
  });

  test('one saved here is told to the relay with its pictures; the branch\u2019s own are not', async () => {
    await add({ name: 'Ours' });
    const shared = await add({ scope: 'company', name: 'Everybody' });
    await eventually(() => branch.relay.heard.some(({ body }) => body.kind === 'template.saved'));
    const told = branch.relay.heard.flatMap(({ body }) =>
      body.kind === 'template.saved' ? [body.template] : [],
    );
    expect(told).toEqual([shared]);
  });

  test('one saved elsewhere is here, once however often it is heard', async () => {
    await hear(saved());
    await hear(saved());
    expect(await versions('tpl_company')).toHaveLength(1);
    expect((await list()).at(-1)).toMatchObject({ id: 'tpl_company', savedBy: 'Sweifieh' });
  });

  test('two branches that save at once both stay in the history, and everybody agrees on the later', async () => {
    await hear(saved({ version: 2, savedAtMs: noonMs + 2, name: 'Later' }));
    await hear(saved({ version: 2, savedAtMs: noonMs + 1, name: 'Sooner', savedBy: 'Madaba' }));
    await hear(saved({ version: 1, name: 'Oldest' }));
    expect((await versions('tpl_company')).map(({ name }) => name)).toEqual([
      'Later',
      'Sooner',
      'Oldest',
    ]);
    expect((await list()).at(-1)?.name).toBe('Later');
  });
});
