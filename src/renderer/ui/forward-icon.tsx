import { IconChevronRight } from '@tabler/icons-react';
import classes from './mirrored.module.css';

/** "Onwards" in the direction of reading. */
export function ForwardIcon() {
  return <IconChevronRight className={classes.mirrored} aria-hidden />;
}
