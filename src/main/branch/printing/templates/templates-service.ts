import {
  bitmapToPng,
  ditherGray,
  printerProfiles,
  renderDocument,
  type Fonts,
  type PrinterProfile,
} from '../../../../printer/index.ts';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { TemplateSaved, UpBody } from '../../../../shared/contract/relay.ts';
import {
  templateDocuments,
  type Logo,
  type LogoMethod,
  type Template,
  type TemplateContent,
  type TemplateDocument,
  type TemplatePreview,
} from '../../../../shared/contract/template.ts';
import type { Clock } from '../../../../shared/kit/clock.ts';
import type { Ids } from '../../../../shared/kit/ids.ts';
import { transact, type Db, type Tx } from '../../database/index.ts';
import type { Signals } from '../../signals.ts';
import { insertLogo, listLogos, removeLogo, type StoredLogo } from '../logos-repo.ts';
import type { PaperFacts } from '../paper-facts.ts';
import { builtInTemplates } from './built-in.ts';
import type { CompileContext } from './compile-context.ts';
import { applyFromCompany, newsOf } from './company-templates.ts';
import { createLogoPictures } from './logo-pictures.ts';
import { paperOf, type CompiledPaper } from './paper-of.ts';
import { sampleFacts, type Sample } from './samples.ts';
import {
  findTemplate,
  insertTemplateVersion,
  listTemplates,
  listTemplateVersions,
  removeTemplate,
} from './templates-repo.ts';

export interface TemplatesDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly signals: Signals;
  readonly upLog: { append(tx: Tx, body: UpBody): void };
  /** Loaded once, when first asked for. */
  fonts(): Promise<Fonts>;
  /** Whose papers these are; a branch that was never paired has made-up names. */
  branch(): Pick<PaperFacts, 'branchName' | 'companyName' | 'timeZone'> & { currency: string };
}

export interface PreviewWish extends TemplateContent {
  readonly widthDots: 384 | 512 | 576;
  readonly language: PaperFacts['language'];
  readonly sample: Sample;
}

const builtIns = templateDocuments.map((document) => builtInTemplates[document]);

/** How papers look: templates in all their versions, and the pictures they show. */
export class TemplatesService {
  readonly #deps: TemplatesDeps;
  /** The picture made so wide; undefined when there is none. */
  readonly logo: CompileContext['logo'];

  constructor(deps: TemplatesDeps) {
    this.#deps = deps;
    this.logo = createLogoPictures(deps.db);
  }

  /**
   * What a paper looks like. A template that is gone, no longer fits or is for another paper never stops printing: the
   * built-in one takes its place.
   */
  contentOf(document: TemplateDocument, templateId: string | null): TemplateContent {
    const chosen = templateId === null ? undefined : findTemplate(this.#deps.db, templateId);
    return chosen?.document === document ? chosen : builtInTemplates[document];
  }

  /** The template with the sample, drawn by the code that prints: its bytes, played back. */
  async preview(wish: PreviewWish): Promise<TemplatePreview> {
    const fonts = await this.#deps.fonts();
    const profile = previewProfile(wish.widthDots);
    const about = { ...this.#deps.branch(), language: wish.language };
    const facts = sampleFacts(wish.sample, wish.document, about);
    const { document, elementIds } = paperOf(wish, facts, { profile, logo: this.logo });
    const { bitmap, places } = renderDocument(document, profile, fonts);
    return {
      png: Buffer.from(bitmapToPng(bitmap)).toString('base64'),
      widthDots: bitmap.widthDots,
      heightDots: bitmap.heightDots,
      places: placesByElement(elementIds, places),
    };
  }

  /** Built-in ones first. */
  list(): Template[] {
    return [...builtIns, ...listTemplates(this.#deps.db)];
  }

  add({ scope, ...content }: TemplateContent & { scope: 'branch' | 'company' }): Template {
    const id = this.#deps.ids('tpl');
    return transact(this.#deps.db, (tx) => this.#store(tx, { ...content, id, scope }, 1));
  }

  /** @throws AppError `template.built_in`, `template.not_found`, `template.changed`, `input.invalid` */
  save(wish: TemplateContent & { id: string; baseVersion: number }): Template {
    const { id, baseVersion, ...content } = wish;
    refuseBuiltIn(id);
    return transact(this.#deps.db, (tx) => {
      const newest = findTemplate(tx, id);
      if (!newest) throw notFound(id);
      if (newest.version !== baseVersion) {
        throw new AppError('template.changed', `${id} is at ${newest.version}, not ${baseVersion}`);
      }
      if (newest.document !== content.document) {
        throw new AppError('input.invalid', 'a template stays one of its kind of paper', {
          details: { fields: { document: `must be ${newest.document}` } },
        });
      }
      return this.#store(tx, { ...content, id, scope: newest.scope }, newest.version + 1);
    });
  }

  /** Only here: other branches keep a company's template. @throws AppError `template.built_in`, `template.not_found` */
  remove(id: string): void {
    refuseBuiltIn(id);
    const { db, clock } = this.#deps;
    if (!transact(db, (tx) => removeTemplate(tx, id, clock.now()))) throw notFound(id);
    this.#changed();
  }

  /** Newest first. @throws AppError `template.not_found` */
  versions(id: string): Template[] {
    const builtIn = builtIns.find((template) => template.id === id);
    const versions = builtIn ? [builtIn] : listTemplateVersions(this.#deps.db, id);
    if (versions.length === 0) throw notFound(id);
    return versions;
  }

  /** Takes what another branch of the company saved, in the transaction that moves the cursor. */
  applyFromCompany(tx: Tx, saved: TemplateSaved): void {
    applyFromCompany(tx, saved);
    this.#changed();
  }

  listLogos(): Logo[] {
    return listLogos(this.#deps.db).map(toView);
  }

  /** @throws AppError `input.invalid` when the bytes are not those of such a picture */
  addLogo(wish: {
    name: string;
    width: number;
    height: number;
    gray: string;
    method: LogoMethod;
  }): Logo {
    const { name, width, height, method } = wish;
    const gray = new Uint8Array(Buffer.from(wish.gray, 'base64'));
    if (gray.length !== width * height) {
      throw new AppError('input.invalid', `${gray.length} bytes for ${width} × ${height}`, {
        details: { fields: { gray: 'one byte a pixel' } },
      });
    }
    const bitmap = ditherGray(gray, width, height, { method });
    const logo: StoredLogo = { id: this.#deps.ids('logo'), name, bitmap };
    transact(this.#deps.db, (tx) => insertLogo(tx, logo));
    this.#changed();
    return toView(logo);
  }

  /** Takes it out of the choice; templates that show it go on showing it. @throws AppError `logo.not_found` */
  removeLogo(id: string): void {
    const { db, clock } = this.#deps;
    if (!transact(db, (tx) => removeLogo(tx, id, clock.now()))) {
      throw new AppError('logo.not_found', `no logo ${id}`);
    }
    this.#changed();
  }

  #store(
    tx: Tx,
    content: TemplateContent & Pick<Template, 'id' | 'scope'>,
    version: number,
  ): Template {
    const { clock, upLog } = this.#deps;
    const savedBy = this.#deps.branch().branchName;
    const template: Template = { ...content, version, savedAtMs: clock.now(), savedBy };
    insertTemplateVersion(tx, template);
    const news = newsOf(tx, template);
    if (news) upLog.append(tx, news);
    this.#changed();
    return template;
  }

  #changed(): void {
    this.#deps.signals.raise({ settings: true });
  }
}

function refuseBuiltIn(id: string): void {
  if (!builtIns.some((template) => template.id === id)) return;
  throw new AppError('template.built_in', `${id} comes with the product`);
}

function notFound(id: string): AppError {
  return new AppError('template.not_found', `no template ${id}`);
}

function toView({ id, name, bitmap }: StoredLogo): Logo {
  const { widthDots, heightDots } = bitmap;
  const png = Buffer.from(bitmapToPng(bitmap)).toString('base64');
  return { id, name, widthDots, heightDots, png };
}

function previewProfile(widthDots: PreviewWish['widthDots']): PrinterProfile {
  const profile = printerProfiles[widthDots === 384 ? 'generic-58mm' : 'generic-80mm'];
  return { ...profile, widthDots, columns: Math.floor(widthDots / 12) };
}

function placesByElement(
  elementIds: CompiledPaper['elementIds'],
  places: readonly { readonly topDots: number; readonly bottomDots: number }[],
): TemplatePreview['places'] {
  const found = new Map<string, { elementId: string; topDots: number; bottomDots: number }>();
  elementIds.forEach((elementId, at) => {
    const place = places[at];
    if (elementId === null || !place) return;
    const { topDots } = found.get(elementId) ?? place;
    found.set(elementId, { elementId, topDots, bottomDots: place.bottomDots });
  });
  return [...found.values()];
}
