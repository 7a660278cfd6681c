import { createContext, type ReactNode, use, useEffect, useRef } from 'react';
import { BackLink } from './back-link.tsx';
import classes from './page.module.css';

/** A quiet page with a title: everything that is not the board. */
export function Page(props: {
  title: string;
  /** The screen that this one belongs to. */
  back?: { readonly to: string; readonly text: string };
  action?: ReactNode;
  /** For a form of a few fields. */
  narrow?: boolean;
  /** For tiles and tables. */
  wide?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={classes.page} data-narrow={props.narrow} data-wide={props.wide}>
      <header className={classes.header}>
        <div className={classes.title}>
          {props.back ? <BackLink to={props.back.to}>{props.back.text}</BackLink> : null}
          <h1>{props.title}</h1>
        </div>
        {props.action}
      </header>
      {props.children}
    </div>
  );
}

export function Panel(props: { title?: string; id?: string; children: ReactNode }) {
  return (
    <section className={classes.panel} id={props.id}>
      {props.title === undefined ? null : <h2>{props.title}</h2>}
      {props.children}
    </section>
  );
}

/** The row that a search has found, by its id. */
export const FoundRow = createContext('');

/** A setting: its name and what it does beside the control; below it on a phone. */
export function Row(props: {
  label: string;
  hint?: string;
  /** By which a search finds it. */
  id?: string;
  children: ReactNode;
}) {
  const found = use(FoundRow);
  const isFound = props.id !== undefined && props.id === found;
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isFound) ref.current?.scrollIntoView({ block: 'center' });
  }, [isFound]);
  return (
    <div ref={ref} className={classes.row} id={props.id} data-found={isFound || undefined}>
      <div>
        <div className={classes.label}>{props.label}</div>
        {props.hint === undefined ? null : <div className={classes.hint}>{props.hint}</div>}
      </div>
      <div className={classes.control}>{props.children}</div>
    </div>
  );
}
