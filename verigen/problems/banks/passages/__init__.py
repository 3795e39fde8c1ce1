"""Problems of the domain retrieve from the passages of a corpus."""
