import type { FormEvent, ReactNode } from 'react';
import classes from './door-form.module.css';

/** The whole page before anybody is in: a picture, what is asked, and the field for it. */
export function DoorForm(props: { onSubmit: (event: FormEvent) => void; children: ReactNode }) {
  return (
    <main className={classes.page}>
      <form className={classes.box} onSubmit={props.onSubmit}>
        {props.children}
      </form>
    </main>
  );
}
