import type { ReactNode } from 'react';
import classes from './states.module.css';

interface Props {
  readonly title: string;
  readonly children?: ReactNode;
  readonly icon?: ReactNode;
}

/** Nothing is here, and that is all right: says what will appear and how. */
export function EmptyState(props: Props) {
  return (
    <div className={classes.state}>
      {props.icon}
      <p className={classes.title}>{props.title}</p>
      {props.children}
    </div>
  );
}

/** Something is not to be had: what happened, what it means, what to do. */
export function FailedState(props: Props) {
  return (
    <div className={classes.state} role="alert" data-failed>
      {props.icon}
      <p className={classes.title}>{props.title}</p>
      {props.children}
    </div>
  );
}

/** Grey shapes where the content will stand, so that nothing jumps when it comes. */
export function LoadingState(props: { label: string; shapes?: number }) {
  return (
    <div className={classes.loading} role="status" aria-label={props.label}>
      {Array.from({ length: props.shapes ?? 2 }, (_, index) => (
        <div key={index} className={classes.shape} />
      ))}
    </div>
  );
}
