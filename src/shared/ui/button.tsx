import type { ComponentProps, ReactNode } from 'react';
import classes from './button.module.css';

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'className'> {
  /** `primary` is the one next right thing of a place; 56 pixels high, the others 44. */
  readonly look?: 'primary' | 'ready' | 'secondary' | 'quiet' | 'danger';
  readonly icon?: ReactNode;
  readonly wide?: boolean;
}

export function Button({ look = 'secondary', icon, wide, children, ...rest }: ButtonProps) {
  return (
    <button type="button" {...rest} className={classes.button} data-look={look} data-wide={wide}>
      {icon}
      {children === undefined ? null : <span>{children}</span>}
    </button>
  );
}
