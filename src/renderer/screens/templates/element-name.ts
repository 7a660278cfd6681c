import type { Template, TemplateElement } from '../../../shared/contract/template.ts';
import type { T } from '../../i18n/i18n.tsx';

/** What a manager calls a piece of a paper. */
export function elementName(element: TemplateElement, t: T): string {
  switch (element.kind) {
    case 'field':
      return t(`templates.field.${element.field}`);
    case 'pair':
      return `${t(`templates.field.${element.start}`)} · ${t(`templates.field.${element.end}`)}`;
    case 'report':
      return t(`templates.section.${element.section}`);
    case 'text': {
      const text = element.en.trim() === '' ? element.ar : element.en;
      return text.trim() === '' ? t('templates.kind.text') : t('templates.textOf', { text });
    }
    case 'lines':
    case 'rule':
    case 'space':
    case 'logo':
    case 'qr':
    case 'barcode':
      return t(`templates.kind.${element.kind}`);
  }
}

/** Its name; the one that comes with the product is called so in the person's language. */
export function templateName({ scope, name }: Pick<Template, 'scope' | 'name'>, t: T): string {
  return scope === 'built_in' ? t('templates.standard') : name;
}
