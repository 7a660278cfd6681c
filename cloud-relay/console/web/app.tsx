import { useColorScheme } from '@mantine/hooks';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Locale } from '../../../src/shared/ui/locale.tsx';
import { UiProvider } from '../../../src/shared/ui/ui-provider.tsx';
import { CallFailed, type ConsoleApi, ConsoleApiProvider, useRead } from './api/console-api.tsx';
import { useMay } from './api/use-may.ts';
import { Frame } from './frame/frame.tsx';
import { tabsFor, usePlace } from './frame/place.ts';
import { useLanguage } from './frame/preferences.ts';
import { TextsProvider } from './i18n/i18n.tsx';
import { AuditScreen } from './screens/audit/audit-screen.tsx';
import { BranchesScreen } from './screens/branches/branches-screen.tsx';
import { CallsScreen } from './screens/calls/calls-screen.tsx';
import { CompaniesScreen } from './screens/companies/companies-screen.tsx';
import { ConnectionsScreen } from './screens/connections/connections-screen.tsx';
import { LoginScreen } from './screens/login/login-screen.tsx';
import { OrdersScreen } from './screens/orders/orders-screen.tsx';
import { Troubles } from './screens/troubles.tsx';
import { WebhooksScreen } from './screens/webhooks/webhooks-screen.tsx';
import { Loading, ReadFailed } from './ui/states.tsx';

/** A session that ends while the page is open leads back to the sign-in, whichever call noticed. */
function createQueries(): QueryClient {
  const queries: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError(error, { queryKey: [name] }) {
        const isOver = error instanceof CallFailed && error.code === 'AUTH_REQUIRED';
        if (isOver && name !== 'profile') {
          void queries.invalidateQueries({ queryKey: ['profile'] });
        }
      },
    }),
    defaultOptions: { queries: { retry: false, staleTime: 1_000 }, mutations: { retry: false } },
  });
  return queries;
}

/** The relay's console page; what it needs from the world is handed in. */
export function ConsoleApp(props: { api: ConsoleApi; storage: Storage }) {
  // Somebody else sees nothing of what was read before: whoever signs in or out begins afresh.
  const [session, setSession] = useState(() => ({ count: 0, queries: createQueries() }));
  const startAfresh = () =>
    setSession(({ count }) => ({ count: count + 1, queries: createQueries() }));
  const [language, setLanguage] = useLanguage(props.storage);
  const colours = useColorScheme();
  const locale = useMemo<Locale>(
    () => ({
      language,
      digits: 'latin',
      timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    }),
    [language],
  );
  return (
    <QueryClientProvider client={session.queries}>
      <ConsoleApiProvider value={props.api}>
        <UiProvider locale={locale} colourScheme={colours}>
          <TextsProvider language={language}>
            <SignedIn
              key={session.count}
              onLanguage={() => setLanguage(language === 'ar' ? 'en' : 'ar')}
              onIdentity={startAfresh}
            />
          </TextsProvider>
        </UiProvider>
      </ConsoleApiProvider>
    </QueryClientProvider>
  );
}

function SignedIn(on: { onLanguage: () => void; onIdentity: () => void }) {
  const profile = useRead('profile', {});
  const place = usePlace();
  if (profile.isPending) return <Loading />;
  if (profile.error?.code === 'AUTH_REQUIRED') return <LoginScreen {...on} />;
  if (profile.isError) return <ReadFailed query={profile} />;
  const { user, companyName } = profile.data;
  const companyId = user.companyId ?? place.companyId;
  const tabs = tabsFor(user.role);
  const tab = tabs.find((name) => name === place.tab) ?? tabs[0] ?? 'orders';
  return (
    <Frame
      place={{ companyId, tab }}
      tabs={tabs}
      companyName={companyName}
      choosesCompany={user.companyId === null}
      {...on}
    >
      {companyId === null ? (
        <CompaniesScreen />
      ) : (
        <Screen key={companyId} companyId={companyId} tab={tab} />
      )}
    </Frame>
  );
}

const screens = {
  branches: BranchesScreen,
  connections: ConnectionsScreen,
  orders: OrdersScreen,
  webhooks: WebhooksScreen,
  calls: CallsScreen,
  audit: AuditScreen,
};

function Screen({ companyId, tab }: { companyId: string; tab: keyof typeof screens }) {
  const Shown = screens[tab];
  const mayLook = useMay('connections.read');
  return (
    <>
      {mayLook ? <Troubles companyId={companyId} /> : null}
      <Shown companyId={companyId} />
    </>
  );
}
