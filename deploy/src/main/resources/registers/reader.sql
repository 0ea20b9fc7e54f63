-- What polling may use of one department's schema: a role that may read that schema and nothing else. ${department} is the department. Idempotent.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${department}_reader') THEN
        CREATE ROLE ${department}_reader LOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${department}_clerk') THEN
        CREATE ROLE ${department}_clerk LOGIN;
    END IF;
END
$$;
GRANT USAGE ON SCHEMA ${department} TO ${department}_reader, ${department}_clerk;
GRANT SELECT ON ALL TABLES IN SCHEMA ${department} TO ${department}_reader;
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA ${department} TO ${department}_clerk;
