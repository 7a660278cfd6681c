import { IconMoodSad } from '@tabler/icons-react';
import { Component, type ReactNode } from 'react';
import { Button } from '../../shared/ui/button.tsx';
import { FailedState } from '../../shared/ui/states.tsx';
import { useT } from '../i18n/i18n.tsx';

interface Props {
  /** Where the till is: going elsewhere leaves a broken screen behind. */
  readonly place: string;
  readonly children: ReactNode;
}

interface State {
  readonly failed: Error | null;
  readonly place: string;
}

/** A screen that breaks leaves the rest of the till standing: the way elsewhere, the alarm, the other screens. */
export class ScreenBoundary extends Component<Props, State> {
  override state: State = { failed: null, place: this.props.place };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { failed: error instanceof Error ? error : new Error(String(error)) };
  }

  static getDerivedStateFromProps({ place }: Props, before: State): Partial<State> | null {
    return place === before.place ? null : { failed: null, place };
  }

  override render(): ReactNode {
    const { failed } = this.state;
    if (failed === null) return this.props.children;
    return <Broken error={failed} onAgain={() => this.setState({ failed: null })} />;
  }
}

function Broken({ error, onAgain }: { error: Error; onAgain: () => void }) {
  const t = useT();
  return (
    <FailedState title={t('broken.what')} icon={<IconMoodSad aria-hidden />}>
      <p>{t('broken.meaning')}</p>
      <Button look="primary" onClick={() => location.reload()}>
        {t('broken.reload')}
      </Button>
      <Button onClick={onAgain}>{t('broken.again')}</Button>
      <small>
        <bdi dir="ltr">{error.message.slice(0, 200)}</bdi>
      </small>
    </FailedState>
  );
}
