import { resolverTypes } from '@causeway/subgraph-kit/codegen';

export default resolverTypes({
  context: '../identity-context.ts#IdentityContext',
  defaultsAreThere: true,
  mappers: {
    AccessChange: '../roles/access-changes-store.ts#RecordedChange',
    Role: '../roles/role.ts#RoleName',
    User: '../users/user-view.ts#UserView',
    AuthPayload: '../sessions/session.ts#SessionGrant',
    ServiceAccount: '../service-accounts/service-account.ts#ServiceAccount as ServiceAccountModel',
    Session: '../sessions/session.ts#ListedSession',
  },
});
