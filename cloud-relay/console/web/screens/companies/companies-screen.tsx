import { NativeSelect, TextInput } from '@mantine/core';
import { IconBuildingStore } from '@tabler/icons-react';
import { type SyntheticEvent, useState } from 'react';
import { currencyOfCountry } from '../../../../../src/shared/contract/money.ts';
import { Button } from '../../../../../src/shared/ui/button.tsx';
import { useLocale } from '../../../../../src/shared/ui/locale.tsx';
import { useChange, useRead } from '../../api/console-api.tsx';
import { hashOf } from '../../frame/place.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Page } from '../../ui/page.tsx';
import { ChangeFailed, Listed } from '../../ui/states.tsx';
import ui from '../../ui/ui.module.css';

const countries = ['JO', 'SA', 'AE', 'KW', 'QA', 'BH', 'OM', 'EG', 'IQ', 'GB', 'IE', 'HK', 'DE'];

/** The first page of a super_admin: whose restaurants this is about. */
export function CompaniesScreen() {
  const t = useT();
  const { language } = useLocale();
  const companies = useRead('listCompanies', { limit: 200 });
  const countryName = new Intl.DisplayNames(language, { type: 'region' });
  return (
    <Page title={t('companies.title')}>
      <Listed
        query={companies}
        empty={{
          title: t('companies.empty'),
          hint: t('companies.emptyHint'),
          icon: <IconBuildingStore aria-hidden />,
        }}
      >
        {(items) =>
          items.map((company) => (
            <a
              key={company.id}
              className={ui.card}
              href={hashOf({ companyId: company.id, tab: 'branches' })}
            >
              <h2>
                <bdi>{company.name}</bdi>
              </h2>
              <p className={ui.soft}>
                {countryName.of(company.country)} · <bdi>{company.currency}</bdi>
              </p>
            </a>
          ))
        }
      </Listed>
      <NewCompany countryName={countryName} />
    </Page>
  );
}

function NewCompany({ countryName }: { countryName: Intl.DisplayNames }) {
  const t = useT();
  const create = useChange('createCompany');
  const [name, setName] = useState('');
  const [country, setCountry] = useState('JO');
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const currency = currencyOfCountry(country) ?? 'USD';
    create.mutate({ name, country, currency }, { onSuccess: () => setName('') });
  };
  return (
    <form className={`${ui.card} ${ui.form}`} onSubmit={submit}>
      <h3>{t('companies.new')}</h3>
      <TextInput
        label={t('companies.name')}
        required
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('companies.country')}
        value={country}
        data={countries.map((code) => ({ value: code, label: countryName.of(code) ?? code }))}
        onChange={(event) => setCountry(event.currentTarget.value)}
      />
      <ChangeFailed error={create.error} />
      <Button type="submit" disabled={create.isPending}>
        {t('common.add')}
      </Button>
    </form>
  );
}
