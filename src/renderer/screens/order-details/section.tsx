import { type ReactNode, useId } from 'react';
import classes from './order-details.module.css';

export function Section(props: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className={classes.section} aria-labelledby={id}>
      <h3 id={id}>{props.title}</h3>
      {props.children}
    </section>
  );
}

/** A word and what it stands for, on one line. */
export function Fact(props: { label: string; strong?: boolean; children: ReactNode }) {
  return (
    <div className={classes.fact} data-strong={props.strong}>
      <span className={classes.factLabel}>{props.label}</span>
      <span className={classes.factValue}>{props.children}</span>
    </div>
  );
}
