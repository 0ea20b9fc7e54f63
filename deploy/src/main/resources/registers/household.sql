-- The household department's own register (户籍), as the demo runs it. Idempotent: run at every start.
-- Codes are the department's; the mapping file deploy/src/main/departments/household.yaml says what they mean.
CREATE SCHEMA IF NOT EXISTS household;

-- One row is one person's entry in one household booklet (常住人口登记). Who moves gets a new entry in the new booklet; the old one ends.
CREATE TABLE IF NOT EXISTS household.resident (
    entry_id             bigint PRIMARY KEY,
    id_number            text NOT NULL,          -- GB 11643
    name                 text NOT NULL,
    sex                  text NOT NULL,          -- GB/T 2261.1: '1' male, '2' female
    birth_date           text NOT NULL,          -- yyyy-MM-dd; text, as registers grown over decades keep it
    father_id_number     text,
    father_name          text,
    mother_id_number     text,
    mother_name          text,
    spouse_id_number     text,
    spouse_name          text,
    household_no         text NOT NULL,          -- booklet number (户号)
    head_id_number       text NOT NULL,          -- the head's own entry names the head too
    relation_code        text NOT NULL,          -- to the head, GB/T 4761-2008
    birth_certificate_no text,                   -- joins the medical birth record
    life_status          text NOT NULL,          -- '0' alive, '1' deceased
    region_code          text NOT NULL,          -- GB/T 2260
    registered_on        date NOT NULL,          -- first day of the entry
    moved_out_on         date,                   -- last day of the entry: moved out, or cancelled after death
    change_kind          text NOT NULL,          -- '1' created 登记, '2' corrected 更正, '3' ended 终止, '4' annulled 撤销, '5' reinstated 恢复
    change_reason        text,
    legal_basis          text,
    updated_at           timestamptz NOT NULL
);

-- One row is one changed or merged identity number, one number found to serve two people, or one that a person obtained by fraud beside the own.
CREATE TABLE IF NOT EXISTS household.identity_change (
    change_id         bigint PRIMARY KEY,
    former_id_number  text NOT NULL,
    current_id_number text NOT NULL,
    kind              text NOT NULL,             -- 'C' changed 变更, 'M' merged 合并, 'S' shared by two people 重号, 'F' the former obtained by fraud 虚假身份, by the person whose number is the current one
    changed_on        date NOT NULL,
    updated_at        timestamptz NOT NULL
);
