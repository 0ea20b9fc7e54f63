-- The property department's own register (不动产登记), as the demo runs it. Idempotent: run at every start.
-- Codes are the department's; the mapping file deploy/src/main/departments/property.yaml says what they mean.
CREATE SCHEMA IF NOT EXISTS property;

-- One row is one holder's share in one unit.
CREATE TABLE IF NOT EXISTS property.holding (
    holding_id       bigint PRIMARY KEY,
    unit_no          text NOT NULL,              -- 不动产单元号, 28 characters
    certificate_no   text NOT NULL,              -- 不动产权证号
    holder_id_number text NOT NULL,              -- GB 11643
    share_num        integer NOT NULL,
    share_den        integer NOT NULL,
    region_code      text NOT NULL,              -- GB/T 2260
    registered_on    date NOT NULL,
    cancelled_on     date,                       -- sold, given or inherited away
    change_kind      text NOT NULL,              -- '1' created 登记, '2' corrected 更正, '3' ended 注销
    change_reason    text,
    updated_at       timestamptz NOT NULL
);
-- What polling goes by.
CREATE INDEX IF NOT EXISTS holding_updated_at ON property.holding (updated_at);
