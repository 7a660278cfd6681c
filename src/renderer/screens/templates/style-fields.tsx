import { NativeSelect, SegmentedControl, Switch } from '@mantine/core';
import type { TemplateElement, TemplateStyle } from '../../../shared/contract/template.ts';
import { useT } from '../../i18n/i18n.tsx';
import classes from './builder.module.css';

/** Sizes that read well, by name: wide and high in normal letters. */
const sizes = {
  normal: { wide: 1, high: 1 },
  tall: { wide: 1, high: 2 },
  large: { wide: 2, high: 2 },
  huge: { wide: 3, high: 3 },
  giant: { wide: 4, high: 4 },
} as const;
type SizeName = keyof typeof sizes;
const sizeNames = Object.keys(sizes) as SizeName[];

type Part = 'size' | 'bold' | 'inverted' | 'boxed' | 'align';

/** What of a style shows on paper for each kind. */
const partsOf: Readonly<Record<TemplateElement['kind'], readonly Part[]>> = {
  field: ['size', 'align', 'bold', 'inverted', 'boxed'],
  text: ['size', 'align', 'bold', 'inverted', 'boxed'],
  pair: ['size', 'bold', 'inverted'],
  lines: ['size', 'bold'],
  logo: ['align'],
  qr: ['align'],
  barcode: ['align'],
  report: [],
  rule: [],
  space: [],
};

function sizeOf({ wide, high }: TemplateStyle): SizeName {
  const same = sizeNames.find((name) => sizes[name].wide === wide && sizes[name].high === high);
  return same ?? (wide > 1 ? 'large' : 'tall');
}

/** How large, where and how loud it stands on the paper. */
export function StyleFields(props: {
  element: TemplateElement;
  onChange: (element: TemplateElement, of: string) => void;
}) {
  const { element } = props;
  const { style } = element;
  const t = useT();
  const parts = partsOf[element.kind];
  const change = (part: Partial<TemplateStyle>) =>
    props.onChange({ ...element, style: { ...style, ...part } }, '');
  return (
    <>
      {parts.includes('size') ? (
        <NativeSelect
          label={t('templates.prop.size')}
          value={sizeOf(style)}
          data={sizeNames.map((value) => ({ value, label: t(`templates.prop.sizeOf.${value}`) }))}
          onChange={(event) => change(sizes[event.currentTarget.value as SizeName])}
        />
      ) : null}
      {parts.includes('align') ? (
        <div>
          <div className={classes.fieldLabel}>{t('templates.prop.align')}</div>
          <SegmentedControl
            fullWidth
            aria-label={t('templates.prop.align')}
            value={style.align}
            onChange={(align) => change({ align })}
            data={(['start', 'center', 'end'] as const).map((value) => ({
              value,
              label: t(`templates.prop.alignOf.${value}`),
            }))}
          />
        </div>
      ) : null}
      <div className={classes.switches}>
        {(['bold', 'inverted', 'boxed'] as const)
          .filter((name) => parts.includes(name))
          .map((name) => (
            <Switch
              key={name}
              label={t(`templates.prop.${name}`)}
              checked={style[name]}
              onChange={(event) => change({ [name]: event.currentTarget.checked })}
            />
          ))}
      </div>
    </>
  );
}
