/* blob.h - the files built into the program: the model and the data block.
 * reads:   -                                writes:  -
 * shape:   bytes [beg .. end), 64-aligned   units:   bytes
 * errors:  empty when the build had none    threads: constant
 * cost:    mapped with the program          source:  tools/blob.py
 */
#ifndef DM_BLOB_H
#define DM_BLOB_H

/* The model file of the build (option `model`); end - beg is its size, 0: none.
 * (Subtract; compilers take the two for different objects when compared.) */
extern const unsigned char dm_blob_model[], dm_blob_model_end[];

/* The compiled data block; likewise. */
extern const unsigned char dm_blob_data[], dm_blob_data_end[];

#endif
