import { appRole, ownerRole, type Service } from '@causeway/database';

/** Every database that tests make begins with this. */
export const TEST_DATABASE_PREFIX = 'causeway_test_';

/** The roles of the test server, which listens on the loopback interface only, share one password. */
export const TEST_PASSWORD = 'causeway-test';

/** The schema, and so the roles, of the queues that carry events. */
export const EVENTS = 'events';

export interface ServiceUrls {
  appUrl: string;
  ownerUrl: string;
}

/** The same server as `adminUrl`, another database. */
export function urlOfDatabase(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** A service's two ways into a test database. */
export function serviceUrls(
  adminUrl: string,
  database: string,
  service: Service | typeof EVENTS,
): ServiceUrls {
  const as = (role: string) => {
    const url = new URL(urlOfDatabase(adminUrl, database));
    url.username = role;
    url.password = TEST_PASSWORD;
    return url.href;
  };
  return { appUrl: as(appRole(service)), ownerUrl: as(ownerRole(service)) };
}
