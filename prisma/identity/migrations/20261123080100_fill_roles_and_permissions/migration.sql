-- Reference data: what each role may do. A permission's name is the scope in an access token.
INSERT INTO "role" ("name") VALUES
    ('customer'),
    ('support'),
    ('merchandiser'),
    ('warehouse'),
    ('admin');

INSERT INTO "permission" ("name") VALUES
    ('users:read'),
    ('roles:write'),
    ('catalog:write'),
    ('stock:write'),
    ('orders:read'),
    ('orders:write');

INSERT INTO "role_permission" ("role_name", "permission_name") VALUES
    ('support', 'users:read'),
    ('support', 'orders:read'),
    ('merchandiser', 'catalog:write'),
    ('merchandiser', 'stock:write'),
    ('warehouse', 'stock:write'),
    ('warehouse', 'orders:read'),
    ('warehouse', 'orders:write'),
    ('admin', 'users:read'),
    ('admin', 'roles:write'),
    ('admin', 'catalog:write'),
    ('admin', 'stock:write'),
    ('admin', 'orders:read'),
    ('admin', 'orders:write');
