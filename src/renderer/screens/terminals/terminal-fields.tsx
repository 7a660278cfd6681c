import { TextInput } from '@mantine/core';
import type { StaffPermission } from '../../../shared/contract/staff.ts';
import type { TerminalSettings } from '../../../shared/contract/terminal.ts';
import { useStations } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Choice, Choices } from '../../ui/choice.tsx';

const kinds = ['kitchen', 'pickup', 'till'] as const;

/** What a restaurant may want to keep at the counter; everything else is a matter of the person. */
const deniable: readonly StaffPermission[] = [
  'refund',
  'discount',
  'cancel_bill',
  'open_drawer',
  'change_menu',
  'change_settings',
];

interface Props {
  readonly wanted: TerminalSettings;
  readonly onChange: (part: Partial<TerminalSettings>) => void;
}

export function KindField({ wanted, onChange }: Props) {
  const t = useT();
  return (
    <Choices legend={t('terminals.kindLabel')}>
      {kinds.map((kind) => (
        <Choice
          key={kind}
          kind="radio"
          group="kind"
          label={t(`terminals.kind.${kind}`)}
          hint={t(`terminals.kindHint.${kind}`)}
          checked={wanted.kind === kind}
          onChange={() => onChange({ kind })}
        />
      ))}
    </Choices>
  );
}

export function NameField({ wanted, onChange, error }: Props & { error: string | null }) {
  const t = useT();
  return (
    <TextInput
      label={t('terminals.name')}
      description={t('terminals.nameHint')}
      value={wanted.name}
      maxLength={40}
      error={error}
      onChange={(event) => onChange({ name: event.currentTarget.value })}
    />
  );
}

/** What only this kind of terminal has to be told. */
export function KindFields(props: Props) {
  if (props.wanted.kind === 'kitchen') return <StationFields {...props} />;
  if (props.wanted.kind === 'till') return <TillFields {...props} />;
  return <PickupFields {...props} />;
}

function StationFields({ wanted, onChange }: Props) {
  const t = useT();
  const kitchens = (useStations().data?.stations ?? []).filter(
    ({ prints }) => prints === 'kitchen',
  );
  if (kitchens.length === 0) return <p>{t('terminals.noStations')}</p>;
  const toggle = (id: string, on: boolean) => {
    const others = wanted.stationIds.filter((known) => known !== id);
    onChange({ stationIds: on ? [...others, id] : others });
  };
  return (
    <Choices legend={t('terminals.stations')} hint={t('terminals.stationsHint')}>
      {kitchens.map(({ id, name }) => (
        <Choice
          key={id}
          kind="checkbox"
          label={<bdi>{name}</bdi>}
          checked={wanted.stationIds.includes(id)}
          onChange={(on) => toggle(id, on)}
        />
      ))}
    </Choices>
  );
}

function TillFields({ wanted, onChange }: Props) {
  const t = useT();
  const toggle = (permission: StaffPermission, on: boolean) => {
    const others = wanted.denied.filter((known) => known !== permission);
    onChange({ denied: on ? [...others, permission] : others });
  };
  return (
    <>
      <Choices legend={t('terminals.drawer')}>
        {(['main', 'own'] as const).map((drawer) => (
          <Choice
            key={drawer}
            kind="radio"
            group="drawer"
            label={t(`terminals.drawerOf.${drawer}`)}
            checked={wanted.drawer === drawer}
            onChange={() => onChange({ drawer })}
          />
        ))}
      </Choices>
      <Choices legend={t('terminals.denied')} hint={t('terminals.deniedHint')}>
        {deniable.map((permission) => (
          <Choice
            key={permission}
            kind="checkbox"
            label={t(`staff.permission.${permission}`)}
            checked={wanted.denied.includes(permission)}
            onChange={(on) => toggle(permission, on)}
          />
        ))}
      </Choices>
    </>
  );
}

function PickupFields({ wanted, onChange }: Props) {
  const t = useT();
  return (
    <Choices legend={t('terminals.shows')}>
      <Choice
        kind="checkbox"
        label={t('terminals.showNames')}
        hint={t('terminals.showNamesHint')}
        checked={wanted.showNames}
        onChange={(showNames) => onChange({ showNames })}
      />
    </Choices>
  );
}
