import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import { useT } from '../i18n/i18n.tsx';
import classes from './shortcuts.module.css';
import { SideSheet } from './side-sheet.tsx';

/** What a key does, in the person's words; several keys do the same or belong together. */
export interface Shortcut {
  readonly keys: readonly string[];
  readonly text: string;
}

interface Registry {
  /** @returns a function that takes them off */
  readonly add: (list: readonly Shortcut[]) => () => void;
  readonly open: () => void;
}

const RegistryContext = createContext<Registry | null>(null);

function useRegistry(): Registry {
  const registry = use(RegistryContext);
  if (!registry) throw new Error('no ShortcutsProvider above');
  return registry;
}

/** Names the keys of a screen while it is there; `?` shows them all. */
export function useShortcuts(list: readonly Shortcut[]): void {
  const { add } = useRegistry();
  // Compared by what it says, so that a screen may write it anew at every drawing.
  const written = JSON.stringify(list);
  useEffect(() => add(JSON.parse(written) as Shortcut[]), [add, written]);
}

/** For a button that shows them, where there is room for one. */
export function useShortcutSheet(): () => void {
  return useRegistry().open;
}

/** Keeps the keys of what is on the screen and shows them on `?`. */
export function ShortcutsProvider({ children }: { children: ReactNode }) {
  const [lists, setLists] = useState<readonly (readonly Shortcut[])[]>([]);
  const [isOpen, setOpen] = useState(false);
  const registry = useMemo<Registry>(
    () => ({
      open: () => setOpen(true),
      add(list) {
        setLists((before) => [...before, list]);
        return () => setLists((before) => before.filter((one) => one !== list));
      },
    }),
    [],
  );
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!asksForHelp(event)) return;
      event.preventDefault();
      setOpen(true);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <RegistryContext value={registry}>
      {children}
      {isOpen ? <Sheet lists={lists} onClose={() => setOpen(false)} /> : null}
    </RegistryContext>
  );
}

/** The Arabic keyboard has a question mark of its own. */
function asksForHelp({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if ((key !== '?' && key !== '؟') || ctrlKey || metaKey || altKey) return false;
  if (document.querySelector('[role="dialog"], [role="menu"]')) return false;
  return !(target instanceof HTMLElement && target.closest('input, textarea, select'));
}

function Sheet(props: { lists: readonly (readonly Shortcut[])[]; onClose: () => void }) {
  const t = useT();
  const all = [...props.lists.flat(), { keys: ['?'], text: t('shortcuts.this') }];
  return (
    <SideSheet onClose={props.onClose} title={t('shortcuts.title')}>
      <dl className={classes.list}>
        {all.map(({ keys, text }) => (
          <div key={`${keys.join(' ')} ${text}`} className={classes.line}>
            <dt>
              {keys.map((key) => (
                <kbd key={key} dir="ltr">
                  {key}
                </kbd>
              ))}
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </SideSheet>
  );
}
