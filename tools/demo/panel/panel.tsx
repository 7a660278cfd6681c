import { Switch } from '@mantine/core';
import { IconDeviceDesktop, IconLanguage, IconPaperBag, IconWorldCog } from '@tabler/icons-react';
import { useState } from 'react';
import { Button } from '../../../src/shared/ui/button.tsx';
import { Chip } from '../../../src/shared/ui/chip.tsx';
import type { Language } from '../../../src/shared/ui/locale.tsx';
import { PlatformTag } from '../../../src/shared/ui/platform-tag.tsx';
import { EmptyState, FailedState, LoadingState } from '../../../src/shared/ui/states.tsx';
import { TimeText } from '../../../src/shared/ui/time-text.tsx';
import { UiProvider } from '../../../src/shared/ui/ui-provider.tsx';
import type { DemoPlatform, DemoState, DemoTicket } from '../demo-api.ts';
import classes from './panel.module.css';
import { useDemo } from './use-demo.ts';
import { type Word, words } from './words.ts';

type Translate = (word: Word) => string;
type Demo = ReturnType<typeof useDemo>;

const prefersDark = () => window.matchMedia('(prefers-color-scheme: dark)').matches;

export function Panel() {
  const [language, setLanguage] = useState<Language>('en');
  const demo = useDemo();
  const t: Translate = (word) => words[language][word];
  return (
    <UiProvider
      locale={{ language, digits: 'latin', timeZone: 'Asia/Amman' }}
      colourScheme={prefersDark() ? 'dark' : 'light'}
    >
      <header className={classes.top}>
        <h1>
          <bdi>Wasla</bdi> · {t('title')}
        </h1>
        <Button
          look="quiet"
          icon={<IconLanguage />}
          onClick={() => setLanguage(language === 'en' ? 'ar' : 'en')}
        >
          {t('other')}
        </Button>
      </header>
      <main className={classes.main}>
        {demo.state.isPending && <LoadingState label={t('loading')} />}
        {demo.state.isError && <FailedState title={t('unreachable')} />}
        {demo.state.isSuccess && <Ready t={t} demo={demo} state={demo.state.data} />}
      </main>
    </UiProvider>
  );
}

function Ready({ t, demo, state }: { t: Translate; demo: Demo; state: DemoState }) {
  return (
    <>
      <div className={classes.side}>
        <p className={classes.lead}>{t('lead')}</p>
        <Doors t={t} state={state} />
        <section className={classes.card}>
          <h2>{t('send')}</h2>
          <ul className={classes.list}>
            {state.platforms.map((platform) => (
              <PlatformRow
                key={platform.platform}
                t={t}
                platform={platform}
                send={() => demo.send(platform.platform)}
              />
            ))}
          </ul>
        </section>
        <section className={classes.card}>
          <h2>{t('trouble')}</h2>
          <Toggle t={t} word="cut" hint="cutHint" on={state.networkCut} set={demo.setNetworkCut} />
          <Toggle t={t} word="paper" hint="paperHint" on={state.paperOut} set={demo.setPaperOut} />
          <Toggle t={t} word="flow" hint="flowHint" on={state.flowing} set={demo.setFlowing} />
        </section>
      </div>
      <section className={classes.paper} aria-label={t('printer')}>
        <h2>{t('printer')}</h2>
        {state.tickets.length === 0 ? (
          <EmptyState title={t('noTickets')} icon={<IconPaperBag />} />
        ) : (
          <ol className={classes.roll}>
            {state.tickets.map((ticket) => (
              <Ticket key={ticket.id} t={t} ticket={ticket} />
            ))}
          </ol>
        )}
      </section>
    </>
  );
}

function Doors({ t, state }: { t: Translate; state: DemoState }) {
  return (
    <section className={classes.card}>
      <div className={classes.doors}>
        <a className={classes.door} href={state.tillUrl} target="_blank" rel="noreferrer">
          <IconDeviceDesktop />
          {t('openTill')}
        </a>
        <a className={classes.door} href={state.consoleUrl} target="_blank" rel="noreferrer">
          <IconWorldCog />
          {t('openConsole')}
        </a>
      </div>
      <p className={classes.hint}>
        {t('consoleLogin')}: <bdi>{state.login.email}</bdi> · <bdi>{state.login.password}</bdi>
      </p>
    </section>
  );
}

function PlatformRow(props: {
  t: Translate;
  platform: DemoPlatform;
  send: () => Promise<boolean>;
}) {
  const { t, platform } = props;
  const [phase, setPhase] = useState<'idle' | 'sending' | 'failed'>('idle');
  const send = async () => {
    setPhase('sending');
    setPhase((await props.send()) ? 'idle' : 'failed');
  };
  return (
    <li className={classes.platform}>
      <PlatformTag platform={platform.platform} />
      <span className={classes.counts}>
        {t('sent')} <b>{platform.sent}</b> · {t('answered')} <b>{platform.answered}</b>
        {platform.violations > 0 && (
          <>
            {' · '}
            {t('violations')} <b>{platform.violations}</b>
          </>
        )}
        {!platform.storeOpen && <Chip tone="problem">{t('storeClosed')}</Chip>}
        {phase === 'failed' && <Chip tone="problem">{t('sendFailed')}</Chip>}
      </span>
      <Button
        aria-label={`${t('send')}: ${platform.platform}`}
        disabled={phase === 'sending' || !platform.storeOpen}
        onClick={() => void send()}
      >
        {phase === 'sending' ? t('sending') : t('sendOne')}
      </Button>
    </li>
  );
}

function Toggle(props: {
  t: Translate;
  word: Word;
  hint: Word;
  on: boolean;
  set: (on: boolean) => Promise<boolean>;
}) {
  return (
    <Switch
      className={classes.toggle ?? ''}
      size="lg"
      label={props.t(props.word)}
      description={props.t(props.hint)}
      checked={props.on}
      onChange={(event) => void props.set(event.currentTarget.checked)}
    />
  );
}

function Ticket({ t, ticket }: { t: Translate; ticket: DemoTicket }) {
  return (
    <li className={classes.ticket}>
      <p className={classes.hint}>
        <TimeText atMs={ticket.printedAtMs} style="seconds" />
        {!ticket.complete && <Chip tone="problem">{t('torn')}</Chip>}
      </p>
      <img src={`api/tickets/${ticket.id}.png`} alt={`${t('ticket')} ${ticket.id}`} />
    </li>
  );
}
