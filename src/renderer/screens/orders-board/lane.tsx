import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import type { OrderView } from '../../../shared/contract/branch-api.ts';
import { inDigits, useLocale } from '../../../shared/ui/locale.tsx';
import classes from './lane.module.css';

interface Props {
  readonly title: string;
  readonly views: readonly OrderView[];
  readonly selectedId: string | null;
  /** Draws the eye while new orders stand here. */
  readonly pulsing?: boolean;
  readonly empty: ReactNode;
  readonly renderCard: (view: OrderView) => ReactNode;
}

const gapPx = 12;
const usualCardPx = 340;

/** A column of cards that draws only what is near the window: three hundred orders cost what ten do. */
export function Lane(props: Props) {
  const { views, selectedId } = props;
  const { digits } = useLocale();
  const scroller = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- the compiler it warns about is not in use
  const virtual = useVirtualizer({
    count: views.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => views[index]?.order.id ?? index,
    estimateSize: () => usualCardPx,
    gap: gapPx,
    overscan: 3,
    paddingEnd: 16,
    paddingStart: 4,
  });
  const selected = views.findIndex((view) => view.order.id === selectedId);
  useEffect(() => {
    if (selected >= 0) virtual.scrollToIndex(selected, { align: 'auto' });
  }, [selected, virtual]);
  return (
    <section className={classes.lane} data-pulsing={props.pulsing} aria-label={props.title}>
      <h2 className={classes.title}>
        {props.title}
        <span className={classes.count}>{inDigits(String(views.length), digits)}</span>
      </h2>
      <div
        className={classes.scroller}
        ref={scroller}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- words alone are scrolled with the arrow keys
        tabIndex={views.length === 0 ? 0 : undefined}
      >
        {views.length === 0 ? props.empty : null}
        <div className={classes.cards} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const view = views[item.index];
            return view ? (
              <div
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                className={classes.slot}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                {props.renderCard(view)}
              </div>
            ) : null;
          })}
        </div>
      </div>
    </section>
  );
}
