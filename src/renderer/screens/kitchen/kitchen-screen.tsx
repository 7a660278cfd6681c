import { IconToolsKitchen2 } from '@tabler/icons-react';
import { useRef } from 'react';
import type { KitchenBoard, KitchenTicket } from '../../../shared/contract/kitchen.ts';
import { EmptyState, LoadingState } from '../../../shared/ui/states.tsx';
import { codeOf } from '../../api/branch-api.tsx';
import { useConnected } from '../../api/queries.ts';
import { SoundStrip } from '../../frame/sound-strip.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { FailedNote } from '../../ui/failed-note.tsx';
import { QueryFailed } from '../../ui/query-failed.tsx';
import { AllDayStrip, KitchenBar } from './kitchen-bar.tsx';
import { keyOf } from './kitchen-board.ts';
import classes from './kitchen.module.css';
import { TicketCard } from './ticket-card.tsx';
import { useKitchenKeys } from './use-kitchen-keys.ts';
import { useKitchenSound } from './use-kitchen-sound.ts';
import { useOutOfSight } from './use-out-of-sight.ts';
import { type KitchenCommands, useKitchenBoard, useKitchenCommands } from './use-kitchen.ts';

/** What a kitchen looks at: nothing but tickets, readable at two metres, for wet hands and a bump bar. */
export function KitchenScreen(props: { stationId?: string | undefined }) {
  const t = useT();
  const query = useKitchenBoard(props.stationId);
  const commands = useKitchenCommands(props.stationId);
  const isLost = useIsLost(query.error);
  const board = query.data;
  const rail = useRef<HTMLDivElement>(null);
  const unseen = useOutOfSight(rail, board?.tickets);
  useKitchenSound(board?.tickets);
  const recall = () => {
    if (board?.lastBumped) commands.recall.mutate(board.lastBumped);
  };
  useKitchenKeys({
    recall,
    bump: (place) => {
      const ticket = board?.tickets[place];
      if (ticket) pressed(ticket, commands);
    },
  });
  const { strike, bump, acknowledge } = commands;
  return (
    <div className={classes.kitchen}>
      <KitchenBar board={board} unseen={unseen} isLost={isLost} onRecall={recall} />
      <main className={classes.main}>
        <SoundStrip />
        {board ? <AllDayStrip board={board} /> : null}
        <FailedNote
          error={strike.error ?? bump.error ?? commands.recall.error ?? acknowledge.error}
        />
        <div className={classes.rail} ref={rail}>
          {query.isPending ? <LoadingState label={t('common.loading')} shapes={3} /> : null}
          {query.isError && !board ? (
            <QueryFailed
              title={t('kitchen.failed')}
              error={query.error}
              onRetry={() => query.refetch()}
            />
          ) : null}
          {board ? <Rail board={board} commands={commands} /> : null}
        </div>
      </main>
    </div>
  );
}

/** The key of a ticket does what its button does: what must be seen first is seen first. */
function pressed(ticket: KitchenTicket, { acknowledge, bump }: KitchenCommands): void {
  const { orderId, stationId } = ticket;
  const isAlarm = ticket.cancelled || ticket.lines.some(({ voided }) => voided === 'new');
  (isAlarm ? acknowledge : bump).mutate({ orderId, stationId });
}

function Rail({ board, commands }: { board: KitchenBoard; commands: KitchenCommands }) {
  const t = useT();
  if (board.tickets.length === 0) {
    return (
      <EmptyState title={t('kitchen.empty')} icon={<IconToolsKitchen2 aria-hidden />}>
        <p>{t('kitchen.emptyHint')}</p>
      </EmptyState>
    );
  }
  const isMany = board.stations.length > 1;
  const cards = board.tickets.map((ticket, at) => ({
    stationId: ticket.stationId,
    card: (
      <TicketCard
        key={keyOf(ticket)}
        ticket={ticket}
        digit={at < 9 ? at + 1 : 0}
        commands={commands}
      />
    ),
  }));
  if (!isMany) return <div className={classes.tickets}>{cards.map(({ card }) => card)}</div>;
  return (
    <div className={classes.stations}>
      {board.stations.map(({ id, name }) => {
        const own = cards.filter(({ stationId }) => stationId === id);
        return (
          <section key={id} aria-label={name} data-idle={own.length === 0}>
            <h2>
              <bdi>{name}</bdi>
            </h2>
            {own.length === 0 ? <p className={classes.idle}>{t('kitchen.empty')}</p> : null}
            <div className={classes.tickets}>{own.map(({ card }) => card)}</div>
          </section>
        );
      })}
    </div>
  );
}

/** The line is down and reading failed too: a short gap between two lines is nobody's business. */
function useIsLost(error: Error | null): boolean {
  const connected = useConnected();
  return !connected && error !== null && codeOf(error) === 'branch.unreachable';
}
