import type { SharedLogo, TemplateSaved } from '../../../../shared/contract/relay.ts';
import type { Template } from '../../../../shared/contract/template.ts';
import type { Db, Tx } from '../../database/index.ts';
import { findLogo, insertLogo, type StoredLogo } from '../logos-repo.ts';
import { insertTemplateVersion } from './templates-repo.ts';

/** What the other branches must hear of a template that was saved here; nothing when it is this branch's own. */
export function newsOf(db: Db, template: Template): TemplateSaved | null {
  if (template.scope !== 'company') return null;
  const ids = template.elements.flatMap((element) =>
    element.kind === 'logo' ? [element.logoId] : [],
  );
  const logos = [...new Set(ids)].flatMap((id) => findLogo(db, id) ?? []).map(toShared);
  return { kind: 'template.saved', template, logos };
}

/**
 * Takes a template that another branch of the company saved. Again and again changes nothing; an older one joins the
 * history and does not become the newest.
 */
export function applyFromCompany(tx: Tx, { template, logos }: TemplateSaved): void {
  for (const logo of logos) insertLogo(tx, fromShared(logo));
  insertTemplateVersion(tx, { ...template, scope: 'company' });
}

function toShared({ id, name, bitmap }: StoredLogo): SharedLogo {
  return {
    id,
    name,
    widthDots: bitmap.widthDots,
    heightDots: bitmap.heightDots,
    bits: Buffer.from(bitmap.data).toString('base64'),
  };
}

function fromShared({ id, name, widthDots, heightDots, bits }: SharedLogo): StoredLogo {
  const strideBytes = Math.ceil(widthDots / 8);
  const data = new Uint8Array(strideBytes * heightDots);
  data.set(Buffer.from(bits, 'base64').subarray(0, data.length));
  return { id, name, bitmap: { widthDots, heightDots, strideBytes, data } };
}
