import type { ReactNode } from 'react';
import classes from './choice.module.css';

/** One of several answers, as large as a finger: its name, and what it means in small. */
export function Choice(props: {
  kind: 'radio' | 'checkbox';
  /** Radio buttons of one question share it. */
  group?: string;
  label: ReactNode;
  hint?: ReactNode;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
}) {
  return (
    <label className={classes.choice} data-kind={props.kind}>
      <input
        type={props.kind}
        name={props.group}
        checked={props.checked}
        disabled={props.disabled}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <span className={classes.words}>
        <span className={classes.label}>{props.label}</span>
        {props.hint === undefined ? null : <span className={classes.hint}>{props.hint}</span>}
      </span>
    </label>
  );
}

/** A question with its answers below it. */
export function Choices(props: {
  legend: string;
  hint?: string;
  inline?: boolean;
  children: ReactNode;
}) {
  return (
    <fieldset className={classes.choices}>
      <legend>{props.legend}</legend>
      {props.hint === undefined ? null : <p className={classes.hint}>{props.hint}</p>}
      <div className={classes.list} data-inline={props.inline}>
        {props.children}
      </div>
    </fieldset>
  );
}
