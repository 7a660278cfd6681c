import type { TerminalKind } from '../shared/contract/terminal-kind.ts';
import { tillKinds } from '../shared/contract/terminal-kind.ts';
import { useLiveReading } from './api/queries.ts';
import { KitchenScreen } from './screens/kitchen/kitchen-screen.tsx';
import { PickupScreen } from './screens/pickup/pickup-screen.tsx';
import { PermissionGate } from './staff/permission-gate.tsx';

/** Screens that stand alone, without the till around them. */
export type StandAlone = 'kitchen' | 'pickup';

/** A display shows what it was enrolled for, wherever its page stands; a till shows what it was asked to. */
export function standAloneAt(here: string, kind: TerminalKind | undefined): StandAlone | null {
  if (kind === 'kitchen' || kind === 'pickup') return kind;
  const first = here.split('/')[1];
  return first === 'kitchen' || first === 'pickup' ? first : null;
}

export function NetworkScreen(props: {
  screen: StandAlone;
  here: string;
  kind: TerminalKind | undefined;
}) {
  useLiveReading();
  const stationId = props.here.split('/')[2] || undefined;
  const isTill = props.kind !== undefined && tillKinds.includes(props.kind);
  return (
    <>
      {props.screen === 'kitchen' ? <KitchenScreen stationId={stationId} /> : <PickupScreen />}
      {isTill ? <PermissionGate /> : null}
    </>
  );
}
