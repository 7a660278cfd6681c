import { AppError } from '../../shared/contract/errors.ts';
import {
  type Logo,
  type Template,
  TemplateContent,
  type TemplateDocument,
  type TemplateElement,
  type templateRoutes,
} from '../../shared/contract/template.ts';
import type { Clock } from '../../shared/kit/clock.ts';
import type { BranchApi } from '../api/branch-api.tsx';

/** One white dot: what a template looks like is the printer library's to prove. */
const blankPng =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABAQAAAAA3bvkkAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==';

/** Each element in a stripe of its own; one with a condition is never met by the sample. */
const stripeDots = 40;

type Calls = Pick<BranchApi, keyof typeof templateRoutes>;

export interface FakeTemplates {
  readonly calls: Calls;
  /** In all their versions, newest first. */
  readonly versions: Map<string, Template[]>;
  readonly logos: Logo[];
  /** What was asked to be drawn, and to be printed as a test. */
  readonly previews: Parameters<Calls['previewTemplate']>[0][];
  readonly tests: Parameters<Calls['testTemplate']>[0][];
  newest(id: string): Template;
}

const isPrinted = ({ when }: TemplateElement) => when.length === 0;

const kitchen = TemplateContent.parse({
  name: 'Kitchen ticket',
  document: 'kitchen',
  elements: [
    { kind: 'field', id: 'e1', field: 'number', label: false, style: { wide: 4, high: 4 } },
    { kind: 'field', id: 'e2', field: 'due_at', label: true },
    { kind: 'lines', id: 'e3', prices: false, modifiers: true, notes: true },
  ],
});

/** Templates in memory, with the built-in kitchen ticket and receipt. */
export function createFakeTemplates(clock: Clock, changed: () => void): FakeTemplates {
  const builtIn = (document: TemplateDocument, name: string): Template => ({
    ...kitchen,
    id: `built-in-${document}`,
    document,
    name,
    scope: 'built_in',
    version: 1,
    savedAtMs: 0,
    savedBy: '',
  });
  const builtIns = [builtIn('kitchen', 'Kitchen ticket'), builtIn('receipt', 'Receipt')];
  const versions = new Map(builtIns.map((template) => [template.id, [template]]));
  const logos: Logo[] = [];
  const previews: FakeTemplates['previews'] = [];
  const tests: FakeTemplates['tests'] = [];
  const newest = (id: string): Template => {
    const found = versions.get(id)?.[0];
    if (!found) throw new AppError('template.not_found', `no template ${id}`);
    return found;
  };
  const store = (template: Template) => {
    versions.set(template.id, [template, ...(versions.get(template.id) ?? [])]);
    changed();
    return { template };
  };
  const refuseBuiltIn = (id: string) => {
    if (newest(id).scope === 'built_in') throw new AppError('template.built_in', id);
  };
  const stamp = () => ({ savedAtMs: clock.now(), savedBy: 'Abdoun' });
  const calls: Calls = {
    listTemplates: async () => ({
      templates: [...versions.values()].flatMap(([first]) => first ?? []),
    }),
    addTemplate: async (wish) =>
      store({ ...wish, id: `tpl_${versions.size}`, version: 1, ...stamp() }),
    saveTemplate: async ({ baseVersion, ...wish }) => {
      refuseBuiltIn(wish.id);
      const { version, scope } = newest(wish.id);
      if (version !== baseVersion) throw new AppError('template.changed', wish.id);
      return store({ ...wish, scope, version: version + 1, ...stamp() });
    },
    removeTemplate: async ({ id }) => {
      refuseBuiltIn(id);
      versions.delete(id);
      changed();
      return {};
    },
    listTemplateVersions: async ({ id }) => {
      newest(id);
      return { versions: versions.get(id) ?? [] };
    },
    previewTemplate: async (wish) => {
      previews.push(wish);
      return {
        png: blankPng,
        widthDots: wish.widthDots,
        heightDots: (wish.elements.length + 1) * stripeDots,
        places: wish.elements.filter(isPrinted).map(({ id }, at) => ({
          elementId: id,
          topDots: at * stripeDots,
          bottomDots: (at + 1) * stripeDots,
        })),
      };
    },
    testTemplate: async (wish) => {
      tests.push(wish);
      return { printJobId: `job_${tests.length}` };
    },
    listLogos: async () => ({ logos: [...logos] }),
    addLogo: async ({ name, width, height }) => {
      const logo = {
        id: `logo_${logos.length + 1}`,
        name,
        widthDots: width,
        heightDots: height,
        png: blankPng,
      };
      logos.push(logo);
      changed();
      return { logo };
    },
    removeLogo: async ({ id }) => {
      const at = logos.findIndex((logo) => logo.id === id);
      if (at === -1) throw new AppError('logo.not_found', id);
      logos.splice(at, 1);
      changed();
      return {};
    },
  };
  return { calls, versions, logos, previews, tests, newest };
}
