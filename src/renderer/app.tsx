import { QueryClient, QueryClientProvider, useQueryClient } from '@tanstack/react-query';
import { useColorScheme } from '@mantine/hooks';
import { type ReactNode, useMemo, useState } from 'react';
import { Route, Router, Switch, useLocation } from 'wouter';
import type { Locale } from '../shared/ui/locale.tsx';
import { UiProvider } from '../shared/ui/ui-provider.tsx';
import { type BranchApi, BranchApiProvider, codeOf } from './api/branch-api.tsx';
import { DepsProvider, type TillDeps } from './api/deps.tsx';
import { useBranchState } from './api/queries.ts';
import { createServerTime, ServerTimeProvider } from './api/server-time.tsx';
import { PreferencesProvider, usePreferences } from './format/preferences.tsx';
import { Frame } from './frame/frame.tsx';
import { TextsProvider } from './i18n/i18n.tsx';
import { NetworkScreen, standAloneAt } from './network-screen.tsx';
import { OrderCommandsProvider } from './orders/order-commands.tsx';
import { EnrolScreen } from './screens/enrol/enrol-screen.tsx';
import { BillScreen } from './screens/bills/bill-screen.tsx';
import { BillsScreen } from './screens/bills/bills-screen.tsx';
import { CustomerScreen } from './screens/customer/customer-screen.tsx';
import { FirstRunScreen } from './screens/first-run/first-run-screen.tsx';
import { MenuScreen } from './screens/menu/menu-screen.tsx';
import { PastOrdersScreen } from './screens/past-orders/past-orders-screen.tsx';
import { PrinterWizardScreen } from './screens/printer-wizard/printer-wizard-screen.tsx';
import { PrintersScreen } from './screens/printers/printers-screen.tsx';
import { ReportsScreen } from './screens/reports/reports-screen.tsx';
import { RulesScreen } from './screens/rules/rules-screen.tsx';
import { SettingsScreen } from './screens/settings/settings-screen.tsx';
import { SetupScreen } from './screens/setup/setup-screen.tsx';
import { ShiftScreen } from './screens/shift/shift-screen.tsx';
import { StaffScreen } from './screens/staff/staff-screen.tsx';
import { StationsScreen } from './screens/stations/stations-screen.tsx';
import { ChooseTableScreen } from './screens/tables/choose-table-screen.tsx';
import { EditFloorScreen } from './screens/tables/edit-floor-screen.tsx';
import { TablesScreen } from './screens/tables/tables-screen.tsx';
import { BuilderScreen } from './screens/templates/builder-screen.tsx';
import { TemplatesScreen } from './screens/templates/templates-screen.tsx';
import { TerminalsScreen } from './screens/terminals/terminals-screen.tsx';
import { WaitingScreen } from './screens/waiting/waiting-screen.tsx';
import { MoreScreen } from './screens/more/more-screen.tsx';
import { OrderDetailsScreen } from './screens/order-details/order-details-screen.tsx';
import { OrdersBoardScreen } from './screens/orders-board/orders-board-screen.tsx';
import { PayScreen } from './screens/payment/pay-screen.tsx';
import { SellingScreen } from './screens/selling/selling-screen.tsx';
import { BillCommandsProvider } from './selling/bill-commands.tsx';
import { SignInScreen } from './screens/sign-in/sign-in-screen.tsx';
import { PermissionGate } from './staff/permission-gate.tsx';
import { isOwnMachine, useSelf } from './terminals/use-self.ts';
import { useHashLocation } from './ui/hash-location.ts';
import { ShortcutsProvider } from './ui/shortcuts.tsx';

/** The branch is on this machine or in this room: the state of the internet never stops a call. */
const createQueries = () =>
  new QueryClient({
    defaultOptions: {
      queries: { networkMode: 'always', retry: false, refetchIntervalInBackground: true },
      mutations: { networkMode: 'always', retry: false },
    },
  });

/** The whole till; everything it needs from the world is handed in. */
export function TillApp(props: { api: BranchApi; deps: TillDeps }) {
  const [queries] = useState(createQueries);
  const time = useMemo(() => createServerTime(props.deps.clock), [props.deps.clock]);
  return (
    <DepsProvider value={props.deps}>
      <BranchApiProvider value={props.api}>
        <ServerTimeProvider value={time}>
          <QueryClientProvider client={queries}>
            <PreferencesProvider>
              <InPersonsLanguage>
                <OrderCommandsProvider>
                  <BillCommandsProvider>
                    {/* oxlint-disable-next-line react/hooks -- the router takes its hook as a value */}
                    <Router hook={useHashLocation}>
                      <ShortcutsProvider>
                        <Screens />
                      </ShortcutsProvider>
                    </Router>
                  </BillCommandsProvider>
                </OrderCommandsProvider>
              </InPersonsLanguage>
            </PreferencesProvider>
          </QueryClientProvider>
        </ServerTimeProvider>
      </BranchApiProvider>
    </DepsProvider>
  );
}

function InPersonsLanguage(props: { children: ReactNode }) {
  const { language, digits, colours, textSize } = usePreferences().preferences;
  const timeZone = useSelf().data?.timeZone ?? 'UTC';
  const system = useColorScheme();
  const locale = useMemo<Locale>(
    () => ({ language, digits, timeZone }),
    [language, digits, timeZone],
  );
  return (
    <UiProvider
      locale={locale}
      colourScheme={colours === 'system' ? system : colours}
      textSize={textSize}
    >
      <TextsProvider language={language} digits={digits}>
        {props.children}
      </TextsProvider>
    </UiProvider>
  );
}

/** What this terminal is decides what is on it; one that the branch does not know says how it becomes one. */
function Screens() {
  const queries = useQueryClient();
  const self = useSelf();
  const [here] = useLocation();
  const [hasKey, setHasKey] = useState(isOwnMachine(location.hostname));
  const code = self.isError ? codeOf(self.error) : null;
  const onIn = () => void queries.invalidateQueries();
  if (code === 'auth.required' && !hasKey) {
    return <EnrolScreen onEnrolled={onIn} onKey={() => setHasKey(true)} />;
  }
  if (code === 'auth.required' || code === 'auth.forbidden') {
    return <SignInScreen reason={code} onSignedIn={onIn} />;
  }
  const screen = standAloneAt(here, self.data?.kind);
  if (screen !== null) return <NetworkScreen screen={screen} here={here} kind={self.data?.kind} />;
  // A display that was opened at the till's address must not flash the till.
  if (self.isPending) return null;
  return (
    <>
      <Till />
      <PermissionGate />
    </>
  );
}

function Till() {
  const state = useBranchState();
  const [here] = useLocation();
  const firstRun = state.data?.firstRun;
  // Setting up a printer is a step of the first day with screens of its own.
  if (firstRun && !here.startsWith('/printers/new')) return <FirstRunScreen step={firstRun} />;
  return (
    <Frame>
      <Switch>
        <Route path="/printers">
          <PrintersScreen />
        </Route>
        <Route path="/printers/stations">
          <StationsScreen />
        </Route>
        <Route path="/printers/new/:step?">
          {({ step }) => <PrinterWizardScreen step={step} />}
        </Route>
        <Route path="/templates">
          <TemplatesScreen />
        </Route>
        <Route path="/templates/:id">{({ id }) => <BuilderScreen key={id} id={id} />}</Route>
        <Route path="/menu">
          <MenuScreen view="stock" />
        </Route>
        <Route path="/menu/edit">
          <MenuScreen view="edit" />
        </Route>
        <Route path="/rules">
          <RulesScreen />
        </Route>
        <Route path="/more">
          <MoreScreen />
        </Route>
        <Route path="/sell/:billId?">{({ billId }) => <SellingScreen billId={billId} />}</Route>
        <Route path="/bills">
          <BillsScreen />
        </Route>
        <Route path="/bills/:billId">
          {({ billId }) => <BillScreen key={billId} billId={billId} />}
        </Route>
        <Route path="/sell/:billId/customer">
          {({ billId }) => <CustomerScreen key={billId} billId={billId} />}
        </Route>
        <Route path="/sell/:billId/pay">
          {({ billId }) => <PayScreen key={billId} billId={billId} />}
        </Route>
        <Route path="/tables">
          <TablesScreen />
        </Route>
        <Route path="/tables/edit">
          <EditFloorScreen />
        </Route>
        <Route path="/tables/choose/:billId">
          {({ billId }) => <ChooseTableScreen key={billId} billId={billId} />}
        </Route>
        <Route path="/settings/:row?">{({ row }) => <SettingsScreen row={row} />}</Route>
        <Route path="/past/:id?">
          {({ id }) => (
            <>
              <PastOrdersScreen />
              {id === undefined ? null : <OrderDetailsScreen id={id} backTo="/past" />}
            </>
          )}
        </Route>
        <Route path="/reports">
          <ReportsScreen />
        </Route>
        <Route path="/terminals">
          <TerminalsScreen />
        </Route>
        <Route path="/waiting">
          <WaitingScreen />
        </Route>
        <Route path="/shift">
          <ShiftScreen />
        </Route>
        <Route path="/staff">
          <StaffScreen />
        </Route>
        <Route path="/setup">
          <SetupScreen />
        </Route>
        <Route>
          <OrdersBoardScreen />
          <Route path="/orders/:id">{({ id }) => <OrderDetailsScreen id={id} />}</Route>
        </Route>
      </Switch>
    </Frame>
  );
}
