import { ErrorNote } from './error-note.tsx';
import classes from './failed-note.module.css';

/** What was refused, beside the button that asked for it; nothing while nothing was. */
export function FailedNote({ error }: { error: unknown }) {
  if (error === null || error === undefined) return null;
  return (
    <p role="alert" className={classes.failed}>
      <ErrorNote error={error} />
    </p>
  );
}
