import { type ReactNode, useState } from 'react';
import type { StaffMember } from '../../shared/contract/staff.ts';
import { useT } from '../i18n/i18n.tsx';
import { SideSheet } from '../ui/side-sheet.tsx';
import { PinPad } from './pin-pad.tsx';
import classes from './person-sheet.module.css';

/** Asks who somebody is: a name, then the PIN. With one name only, the PIN at once. */
export function PersonSheet(props: {
  title: string;
  hint?: string;
  people: readonly StaffMember[];
  /** Said where nobody can be chosen. */
  nobody: string;
  error: unknown;
  isPending: boolean;
  onPin: (member: StaffMember, pin: string) => void;
  onClose: () => void;
  children?: ReactNode;
}) {
  const t = useT();
  const { people } = props;
  const [chosen, setChosen] = useState<StaffMember | null>(null);
  const person = people.length === 1 ? (people[0] ?? null) : chosen;
  return (
    <SideSheet onClose={props.onClose} title={props.title}>
      {props.hint === undefined ? null : <p className={classes.hint}>{props.hint}</p>}
      {people.length === 0 ? <p className={classes.hint}>{props.nobody}</p> : null}
      {person ? (
        <PinPad
          key={person.id}
          label={t('staff.pinOf', { name: person.name })}
          error={props.error}
          isPending={props.isPending}
          onPin={(pin) => props.onPin(person, pin)}
        />
      ) : (
        <PeopleList people={people} onChoose={setChosen} />
      )}
      {props.children}
    </SideSheet>
  );
}

/** People as large as a finger, by name and what they are here. */
export function PeopleList(props: {
  people: readonly StaffMember[];
  onChoose: (member: StaffMember) => void;
}) {
  const t = useT();
  return (
    <ul className={classes.people}>
      {props.people.map((member) => (
        <li key={member.id}>
          <button type="button" className={classes.person} onClick={() => props.onChoose(member)}>
            <span className={classes.initials} aria-hidden>
              {initialOf(member.name)}
            </span>
            <span className={classes.words}>
              <bdi>{member.name}</bdi>
              <small>{t(`staff.role.${member.role}`)}</small>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The first letter as a person sees it, with its marks. */
function initialOf(name: string): string {
  const [first] = new Intl.Segmenter().segment(name);
  return first?.segment ?? '';
}
