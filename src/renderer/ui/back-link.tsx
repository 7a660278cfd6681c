import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from 'wouter';
import classes from './back-link.module.css';
import mirrored from './mirrored.module.css';

/** The way back, before the title: where a reader begins, in either direction. */
export function BackLink(props: { to: string; children: string }) {
  return (
    <Link href={props.to} className={classes.back ?? ''}>
      <IconArrowLeft className={mirrored.mirrored} aria-hidden />
      {props.children}
    </Link>
  );
}
