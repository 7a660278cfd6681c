import type { ReactNode } from 'react';
import classes from './ui.module.css';

export function Page(props: { title: string; children: ReactNode }) {
  return (
    <div className={classes.page}>
      <h1>{props.title}</h1>
      {props.children}
    </div>
  );
}

/** Something to read in full over the list it came from. */
export function Section(props: { title: string; children: ReactNode }) {
  return (
    <section className={classes.section}>
      <h3>{props.title}</h3>
      {props.children}
    </section>
  );
}
