import { useColorScheme } from '@mantine/hooks';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Locale } from '../../../src/shared/ui/locale.tsx';
import { UiProvider } from '../../../src/shared/ui/ui-provider.tsx';
import { type ConsoleApi, ConsoleApiProvider, useRead } from './api/console-api.tsx';
import { Frame } from './frame/frame.tsx';
import { usePlace } from './frame/place.ts';
import { useLanguage } from './frame/preferences.ts';
import { TextsProvider } from './i18n/i18n.tsx';
import { BranchesScreen } from './screens/branches/branches-screen.tsx';
import { CallsScreen } from './screens/calls/calls-screen.tsx';
import { CompaniesScreen } from './screens/companies/companies-screen.tsx';
import { ConnectionsScreen } from './screens/connections/connections-screen.tsx';
import { LoginScreen } from './screens/login/login-screen.tsx';
import { OrdersScreen } from './screens/orders/orders-screen.tsx';
import { WebhooksScreen } from './screens/webhooks/webhooks-screen.tsx';
import { Loading, ReadFailed } from './ui/states.tsx';

const createQueries = () =>
  new QueryClient({
    defaultOptions: { queries: { retry: false, staleTime: 1_000 }, mutations: { retry: false } },
  });

/** The relay's console page; what it needs from the world is handed in. */
export function ConsoleApp(props: { api: ConsoleApi; storage: Storage }) {
  const [queries] = useState(createQueries);
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
    <QueryClientProvider client={queries}>
      <ConsoleApiProvider value={props.api}>
        <UiProvider locale={locale} colourScheme={colours}>
          <TextsProvider language={language}>
            <SignedIn onLanguage={() => setLanguage(language === 'ar' ? 'en' : 'ar')} />
          </TextsProvider>
        </UiProvider>
      </ConsoleApiProvider>
    </QueryClientProvider>
  );
}

function SignedIn({ onLanguage }: { onLanguage: () => void }) {
  const profile = useRead('profile', {});
  const place = usePlace();
  if (profile.isPending) return <Loading />;
  if (profile.error?.code === 'AUTH_REQUIRED') return <LoginScreen onLanguage={onLanguage} />;
  if (profile.isError) return <ReadFailed query={profile} />;
  const { user, companyName } = profile.data;
  const companyId = user.companyId ?? place.companyId;
  return (
    <Frame
      place={{ companyId, tab: place.tab }}
      companyName={companyName}
      choosesCompany={user.companyId === null}
      onLanguage={onLanguage}
    >
      {companyId === null ? (
        <CompaniesScreen />
      ) : (
        <Screen key={companyId} companyId={companyId} tab={place.tab} />
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
};

function Screen({ companyId, tab }: { companyId: string; tab: keyof typeof screens }) {
  const Shown = screens[tab];
  return <Shown companyId={companyId} />;
}
