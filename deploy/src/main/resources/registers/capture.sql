-- What change capture may use of one department's schema: a role that may replicate and read that schema and nothing else, and a
-- publication made beforehand, so that the role need not own the tables. ${department} is the department, ${tables} its tables
-- (PostgreSQL 14 knows no publication of a whole schema). Idempotent.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${department}_capture') THEN
        CREATE ROLE ${department}_capture LOGIN REPLICATION;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_publication WHERE pubname = '${department}') THEN
        CREATE PUBLICATION ${department} FOR TABLE ${tables};
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${department}_clerk') THEN
        CREATE ROLE ${department}_clerk LOGIN;
    END IF;
END
$$;
GRANT USAGE ON SCHEMA ${department} TO ${department}_capture, ${department}_clerk;
GRANT SELECT ON ALL TABLES IN SCHEMA ${department} TO ${department}_capture;
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA ${department} TO ${department}_clerk;
