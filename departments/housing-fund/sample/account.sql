-- Invented people. The adapter's login needs SELECT on the table and nothing else.
CREATE SCHEMA fund;
CREATE TABLE fund.account (
    account_no text PRIMARY KEY,
    id_number text NOT NULL,
    holder_name text NOT NULL,
    state char(2) NOT NULL,
    employer_code text,
    monthly_base numeric(12, 2),
    balance numeric(12, 2) NOT NULL,
    paid_through text,
    loan_contract text,
    opened_on date NOT NULL,
    closed_on date,
    updated_at timestamptz NOT NULL
);
CREATE INDEX ON fund.account (updated_at);
INSERT INTO fund.account VALUES
    ('A1001', '11010519830227121X', '黄磊', '01', '91110105MA01ABCD26', '12500.00', '86234.17', '202405', NULL, '2008-03-01', NULL, '2024-06-10 09:00:00+08'),
    ('A1002', '310101199108160475', '徐静', '01', '91310101MA1FP7JK0X', '9800.50', '41200.00', '202405', 'HL2021-0071', '2013-07-15', NULL, '2024-06-10 09:00:01+08'),
    ('A1003', '440106197805210636', '高峰', '02', NULL, NULL, '15000.99', '201912', NULL, '2001-05-20', NULL, '2020-01-03 16:20:00+08'),
    ('A1004', '510104199604120858', '林婷', '09', NULL, NULL, '0.00', '202312', NULL, '2018-09-01', '2024-01-15', '2024-01-15 10:30:00+08'),
    ('A1005', '11010519830227121X', '黄磊', '02', NULL, NULL, '120.00', '2019-13', NULL, '2005-01-01', NULL, '2019-12-31 08:00:00+08'),
    ('A1006', '310101199108160475', '徐静', '01', '91310101MA1FP7JK0A', '8000.00', '100.00', '202405', NULL, '2020-01-01', NULL, '2024-06-10 09:00:02+08'),
    ('A1007', '440106197805210636', '高峰', '09', NULL, NULL, '35.20', '202001', NULL, '2001-05-20', '2020-02-01', '2020-02-01 08:00:00+08'),
    ('A1008', '510104199604120858', '林婷', '01', NULL, '5000.00', '10.00', '202405', NULL, '2022-02-02', NULL, '2024-06-10 09:00:03+08'),
    ('A1009', '510104199604120858', '林婷', '01', '91110105MA01ABCD26', '5000.00', '10.00', '202405', NULL, '2022-02-02', '2021-02-02', '2024-06-10 09:00:04+08'),
    ('A1010', '11010519830227121X', '黄磊', '03', '91110105MA01ABCD26', '5000.00', '10.00', '202405', NULL, '2022-02-02', NULL, '2024-06-10 09:00:05+08');
