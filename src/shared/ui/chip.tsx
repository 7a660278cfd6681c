import type { ReactNode } from 'react';
import classes from './chip.module.css';

/** What a colour says; a word or icon always stands beside it. */
export const tones = ['new', 'waiting', 'late', 'neutral', 'ready', 'problem', 'offline'] as const;
export type Tone = (typeof tones)[number];

export function Chip(props: { tone: Tone; icon?: ReactNode; children: ReactNode }) {
  return (
    <span className={classes.chip} data-tone={props.tone}>
      {props.icon}
      <span>{props.children}</span>
    </span>
  );
}
