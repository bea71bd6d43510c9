/** The accounts that identity's seed makes; local data only, never in production. */
export const samplePassword = 'causeway-sample-1';

export const sampleAccounts = [
  { label: 'Customer', email: 'customer@example.com' },
  { label: 'Support', email: 'support@example.com' },
  { label: 'Merchandiser', email: 'merchandiser@example.com' },
  { label: 'Warehouse', email: 'warehouse@example.com' },
  { label: 'Administrator', email: 'admin@example.com' },
] as const;
