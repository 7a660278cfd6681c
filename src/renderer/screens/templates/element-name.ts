import type { Template, TemplateElement } from '../../../shared/contract/template.ts';
import type { T } from '../../i18n/i18n.tsx';

/** What a manager calls a piece of a paper. */
export function elementName(element: TemplateElement, t: T): string {
  if (element.kind === 'field') return t(`templates.field.${element.field}`);
  if (element.kind === 'report') return t(`templates.section.${element.section}`);
  if (element.kind === 'pair') {
    return t('templates.pair', {
      start: t(`templates.field.${element.start}`),
      end: t(`templates.field.${element.end}`),
    });
  }
  const text = element.kind === 'text' ? wordsOf(element) : '';
  return text === '' ? t(`templates.kind.${element.kind}`) : t('templates.textOf', { text });
}

/** What it is called where it is offered, before it stands on any paper. */
export function offeredName(element: TemplateElement, t: T): string {
  return element.kind === 'pair' ? t('templates.kind.pair') : elementName(element, t);
}

function wordsOf({ en, ar }: { readonly en: string; readonly ar: string }): string {
  return en.trim() === '' ? ar.trim() : en.trim();
}

/** Its name; the one that comes with the product is called so in the person's language. */
export function templateName({ scope, name }: Pick<Template, 'scope' | 'name'>, t: T): string {
  return scope === 'built_in' ? t('templates.standard') : name;
}
