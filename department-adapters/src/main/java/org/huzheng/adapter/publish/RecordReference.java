package org.huzheng.adapter.publish;

/**
 * A record of the department.
 *
 * @param recordType full name of its schema
 * @param recordId its id in the register
 */
record RecordReference(String recordType, String recordId) {}
